using System.Globalization;
using Cluster.Host.Commands;

// What the program writes and reads does not depend on who starts it; only Unicode's own rules are asked of the system.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

return await ParleyCommand.RunAsync(args).ConfigureAwait(false);
