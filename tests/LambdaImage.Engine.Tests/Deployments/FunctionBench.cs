using LambdaImage.Engine.Deployments;
using LambdaImage.Engine.Tests.Aws;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

/// <summary>A function updater on a fake AWS with one function in it.</summary>
internal sealed class FunctionBench : IDisposable
{
    public const string Repository = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop";
    public const string RoleArn = "arn:aws:iam::123456789012:role/shop";

    public static readonly string OldDigest = "sha256:" + new string('a', 64);
    public static readonly string NewDigest = "sha256:" + new string('b', 64);

    public FunctionBench()
    {
        Function = new FakeFunction(Bench.Aws);
        Bench.Aws.On("GetCallerIdentity", FakeAwsReply.Xml(
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/me</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>"));
    }

    public AwsBench Bench { get; } = new();

    public FakeFunction Function { get; }

    public FindArchitecture? FindArchitecture { get; set; }

    public static string Uri(string digest) => $"{Repository}@{digest}";

    /// <summary>A request for an image that was just published, so that it need not be looked up.</summary>
    public UpdateFunctionRequest Request(string digest, LambdaArchitecture architecture = LambdaArchitecture.X86_64) => new()
    {
        FunctionName = "shop",
        ImageUri = Uri(digest),
        Image = new PublishedLambdaImage { ImageUri = Uri(digest), Repository = Repository, Digest = digest, Architecture = architecture },
        Session = Bench.Session,
    };

    /// <summary>A request that knows nothing but a reference.</summary>
    public UpdateFunctionRequest Request(string reference, bool published) => published ? Request(reference) : new()
    {
        FunctionName = "shop",
        ImageUri = reference,
        Session = Bench.Session,
    };

    public Task<FunctionPlan> PlanAsync(UpdateFunctionRequest request) =>
        new FunctionUpdater(Bench.Connector, FindArchitecture, Bench.Clock).PlanAsync(request, Bench.Reporter, default);

    public async Task<LambdaFunctionDeployment> DeployAsync(UpdateFunctionRequest request) =>
        await (await PlanAsync(request)).RunAsync(Bench.Reporter, default);

    public Task<LambdaImageException> FailAsync(UpdateFunctionRequest request) =>
        Should.ThrowAsync<LambdaImageException>(() => DeployAsync(request));

    public void Dispose() => Bench.Dispose();
}
