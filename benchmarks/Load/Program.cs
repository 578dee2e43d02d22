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
using var late = new CancellationTokenSource(TimeSpan.FromSeconds(160 + options.Seconds));
var address = IPAddress.Parse("192.0.2.2");
await using var janus = await JanusServer.StartAsync(address, late.Token);
{
await using var broadcast = await Broadcast.OpenAsync(janus, options.Receivers, options.Profile, address, late.Token);
Console.WriteLine($"warm-up  {await Reading.TakeAsync(broadcast, options.Rate, TimeSpan.FromSeconds(2), late.Token)}");
var er = await Reading.TakeAsync(broadcast, options.Rate, TimeSpan.FromSeconds(options.Seconds), late.Token);
Console.WriteLine($"measured {er}");
var problems = broadcast.Crowd.CollectProblems();
Console.WriteLine(problems.Total == 0 ? "content: as sent" : $"content: {problems}");
}
return 0;
