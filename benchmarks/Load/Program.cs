using System.Net;
using Bench.Load;
using Bench.Load.Scenarios;
using Bench.Load.Servers;

// Two processes, so that the engine's CPU time is its own: this one drives, the other is the engine.
if (args is ["engine", .. var engineOptions])
{
    return await EngineProcess.RunAsync(EngineOptions.Read(engineOptions));
}

var options = Options.Read(args is ["broadcast", .. var rest] ? rest : args);
using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60 + options.Seconds));
await using var server = new EngineServer(new EngineOptions());
await using var broadcast = await Broadcast.OpenAsync(
    server, options.Receivers, options.Profile, IPAddress.Loopback, hasSourceNumbers: true, late.Token);
Console.WriteLine($"warm-up  {await broadcast.RunAsync(options.Rate, TimeSpan.FromSeconds(2), late.Token)}");
Console.WriteLine($"measured {await broadcast.RunAsync(options.Rate, TimeSpan.FromSeconds(options.Seconds), late.Token)}");
var problems = broadcast.Crowd.CollectProblems();
Console.WriteLine(problems.Total == 0 ? "content: as sent" : $"content: {problems}");
return problems.Total == 0 ? 0 : 1;
