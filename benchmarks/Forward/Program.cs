using Bench.Forward;

// Two processes, so that the engine's CPU time is its own: this one drives, the other is the engine.
return args is ["engine", ..] ? await EngineProcess.RunAsync() : await Measurement.RunAsync(Options.Read(args));
