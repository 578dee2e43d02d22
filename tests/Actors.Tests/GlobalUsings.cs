global using Xunit;
global using Actors.Tests.Support;
