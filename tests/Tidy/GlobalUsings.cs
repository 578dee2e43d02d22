// What every rule needs.
global using Xunit;
