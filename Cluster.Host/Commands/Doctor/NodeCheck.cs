using Cluster.Host.Commands.Access;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Doctor;

/// <summary>Whether a node runs, answers, and is of this version.</summary>
internal static class NodeCheck
{
    private const string Check = "node";

    /// <summary>Asks it.</summary>
    public static async Task<IEnumerable<Finding>> FindAsync(NodeSetup setup)
    {
        if (setup.Running is not { } node)
        {
            return [Finding.Ok(Check, $"No node is running on {setup.DataDirectory}.")];
        }

        try
        {
            using var client = new AdminClient(setup.DataDirectory);
            var status = await client.GetAsync("/status", AdminJson.Default.AdminStatus).ConfigureAwait(false);
            return status.Version == ParleyCommand.Version
                ? [Finding.Ok(Check, $"Parley {status.Version} has been running for {Moments.ShowLength(status.UpTimeMs)} (process {status.ProcessId}), with {status.Participants} participants in {status.Meetings} meetings.")]
                : [Finding.Warn(Check, $"The running node is Parley {status.Version} and this command {ParleyCommand.Version}.", "Restart the node, or use the command of its version.")];
        }
        catch (CommandRefusedException refusal)
        {
            return [Finding.Fail(Check, $"The node that holds {setup.DataDirectory} (process {node.Id}) does not answer: {refusal.Message}", "It may be starting or stopping; if that lasts, its log says why.")];
        }
    }
}
