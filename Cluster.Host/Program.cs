using Cluster.Host.Commands;

return await ParleyCommand.RunAsync(args).ConfigureAwait(false);
