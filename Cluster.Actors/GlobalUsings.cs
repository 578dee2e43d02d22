// Inside a Cluster.* namespace the plain name `Cluster` means ours, so the engine's class goes by another.
global using AkkaCluster = Akka.Cluster.Cluster;
