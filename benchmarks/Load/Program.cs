using Bench.Load;
using Bench.Load.Floods;
using Bench.Load.Scenarios;
using Bench.Load.Servers;
using Bench.Load.Spread;

// Two processes, so that the engine's CPU time is its own: this one drives, the other is the engine.
if (args is ["engine", .. var engineOptions])
{
    return await EngineProcess.RunAsync(EngineOptions.Read(engineOptions));
}

if (args is ["floods", .. var floods])
{
    return await FloodRun.RunAsync(Options.Read(floods));
}

if (args is ["spread", .. var spread])
{
    return await SpreadRun.RunAsync(spread);
}

return await Runner.RunAsync(Options.Read(args));
