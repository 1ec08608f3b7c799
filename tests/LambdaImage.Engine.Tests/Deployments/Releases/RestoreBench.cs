using LambdaImage.Engine.Deployments;
using LambdaImage.Engine.Deployments.Releases;
using LambdaImage.Engine.Tests.Deployments.Traffic;

namespace LambdaImage.Engine.Tests.Deployments.Releases;

/// <summary>A function whose version 2 and <c>$LATEST</c> are new, and whose version 1 is old.</summary>
internal sealed class RestoreBench : IDisposable
{
    public RestoreBench()
    {
        All.Function.Exists(FunctionBench.NewDigest).With("MemorySize", 512);
        All.Publish(FunctionBench.NewDigest, "LambdaImage/1.2.3 git=1a2b3c4 dirty branch=main user=ann tag=v2");
        All.Traffic.Point("2");
    }

    public TrafficBench All { get; } = new();

    public RestoreFunctionRequest Request => new() { FunctionName = "shop", Session = All.Bench.Bench.Session };

    public async Task<FunctionPlan> PlanAsync(RestoreFunctionRequest request) =>
        await new FunctionRestorer(All.Bench.Bench.Connector, All.Bench.Bench.Clock).PlanAsync(request, All.Bench.Bench.Reporter, default);

    public async Task<LambdaFunctionDeployment> RestoreAsync(RestoreFunctionRequest request) =>
        await (await PlanAsync(request)).RunAsync(All.Bench.Bench.Reporter, default);

    public Task<LambdaImageException> FailAsync(RestoreFunctionRequest request) => Should.ThrowAsync<LambdaImageException>(() => PlanAsync(request));

    public void Dispose() => All.Dispose();
}
