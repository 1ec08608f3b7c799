using LambdaImage.Engine.Deployments;
using LambdaImage.Engine.Deployments.Releases;
using LambdaImage.Engine.Deployments.Traffic;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Sources;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments.Traffic;

/// <summary>A function with version 1 on the old image, alias <c>live</c> on it, and all that releases need.</summary>
internal sealed class TrafficBench : IDisposable
{
    public TrafficBench(bool hasAlias = true)
    {
        Traffic = new FakeTraffic(Bench.Bench.Aws, Function);
        Function.Exists(FunctionBench.OldDigest).With("MemorySize", 256);
        Publish(FunctionBench.OldDigest);
        if (hasAlias) Traffic.Point("1");
        Bench.Bench.Environment["USER"] = "ann";
    }

    public FunctionBench Bench { get; } = new();

    public FakeFunction Function => Bench.Function;

    public FakeTraffic Traffic { get; }

    public FakeProcessRunner Processes { get; } = new();

    public Uri? Endpoint { get; set; }

    public string Log => Bench.Bench.Reporter.All;

    /// <summary>Image and memory of the unpublished function.</summary>
    public string Latest => $"{Function.ResolvedImageUri!.Split('@')[1]} {Function.Configuration!["MemorySize"]}";

    public static string Old => $"{FunctionBench.OldDigest} 256";

    public static string New => $"{FunctionBench.NewDigest} 512";

    public static string Uri(string digest) => FunctionBench.Uri(digest);

    /// <summary>A version as somebody published it earlier.</summary>
    public void Publish(string digest, string description = "")
    {
        var version = (System.Text.Json.Nodes.JsonObject)Function.Configuration!.DeepClone();
        version["Version"] = $"{Function.Versions.Count + 1}";
        version["CodeSha256"] = digest["sha256:".Length..];
        version["Description"] = description;
        version["LastModified"] = "2026-11-27T19:00:00.000+0000";
        Function.Versions.Add(version);
    }

    /// <summary>A release of the new image with more memory.</summary>
    public UpdateFunctionRequest Request(TrafficOptions traffic) => Bench.Request(FunctionBench.NewDigest) with
    {
        Settings = new FunctionSettings { MemorySize = 512 },
        Traffic = traffic,
    };

    public async Task<FunctionPlan> PlanAsync(TrafficOptions traffic, CancellationToken cancel = default) =>
        await Planner().PlanAsync(Request(traffic), Bench.Bench.Reporter, cancel);

    public async Task<FunctionPlan> PlanAsync(UpdateFunctionRequest request) => await Planner().PlanAsync(request, Bench.Bench.Reporter, default);

    public async Task<LambdaFunctionDeployment> ReleaseAsync(TrafficOptions traffic, CancellationToken cancel = default) =>
        await (await PlanAsync(traffic, CancellationToken.None)).RunAsync(Bench.Bench.Reporter, cancel);

    public Task<LambdaImageException> FailAsync(TrafficOptions traffic) => Should.ThrowAsync<LambdaImageException>(() => ReleaseAsync(traffic));

    public void Dispose() => Bench.Dispose();

    private TrafficPlanner Planner()
    {
        var environment = Bench.Bench.Environment;
        return new TrafficPlanner(
            Bench.Bench.Connector,
            new FunctionUpdater(Bench.Bench.Connector, findArchitecture: null, Bench.Bench.Clock),
            new ReleaseCommand(Processes, environment, (_, _) => ValueTask.FromResult<RegistryLogin?>(new RegistryLogin("AWS", "login-secret", "the test")), Endpoint),
            new ReleaseFactsReader(new SourceRevisions(environment, Processes)),
            Bench.Bench.Clock);
    }
}
