using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Tests.Aws;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

/// <summary>An ARN says where its function is, whatever is done to it.</summary>
public sealed class Naming_the_region_of_a_function : IDisposable
{
    private const string Arn = "arn:aws:lambda:eu-west-3:123456789012:function:shop";
    private const string Image = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/shop@sha256:1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809";

    private static readonly Dictionary<string, Func<LambdaImageEngine, AwsSession, IWorkReporter, Task>> Deeds = new(StringComparer.Ordinal)
    {
        ["update"] = (engine, session, reporter) => engine.PlanAsync(new UpdateFunctionRequest { FunctionName = Arn, ImageUri = Image, Session = session }, reporter, default),
        ["restore"] = (engine, session, reporter) => engine.PlanAsync(new RestoreFunctionRequest { FunctionName = Arn, Session = session }, reporter, default),
        ["tell releases"] = (engine, session, reporter) => engine.PlanAsync(new ReleaseHistoryRequest { FunctionName = Arn, Session = session }, reporter, default),
        ["remove"] = (engine, session, reporter) => engine.PlanAsync(new RemoveFunctionRequest { FunctionName = Arn, Session = session }, reporter, default),
        ["look at"] = (engine, session, reporter) => engine.PlanAsync(new FunctionImagesRequest { FunctionNames = [Arn], Session = session }, reporter, default),
    };

    private readonly AwsBench _bench = new();
    private readonly LambdaImageEngine _engine;

    public Naming_the_region_of_a_function()
    {
        _engine = new LambdaImageEngine(new EngineParts(_bench.Environment, _bench.Aws, _bench.Connector, new FakeProcessRunner(), _bench.Clock));
        var denied = FakeAwsReply.Error(403, "AccessDeniedException", "not authorized");
        foreach (var operation in (string[])["GetFunction", "DescribeImages", "BatchGetImage"]) _bench.Aws.On(operation, denied);
    }

    public static TheoryData<string> Names => [.. Deeds.Keys];

    public void Dispose()
    {
        _engine.Dispose();
        _bench.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Another_one_that_was_asked_for_is_refused_before_anything_is_sent(string deed)
    {
        var error = await FailAsync(deed, _bench.Session with { Region = "eu-west-1" });

        (error.Kind, error.Target).ShouldBe((ErrorKind.RequestInvalid, Arn));
        error.Message.ShouldContain("eu-west-1");
        error.Remedy.ShouldContain("-Region");
        _bench.Aws.Calls.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task One_that_is_only_the_default_gives_way(string deed)
    {
        (await FailAsync(deed, _bench.Session with { Region = null, DefaultRegion = "eu-west-1" })).Kind.ShouldBe(ErrorKind.AccessDenied);

        _bench.Aws.Single("GetFunction").Uri.Host.ShouldBe("lambda.eu-west-3.amazonaws.com");
    }

    private Task<LambdaImageException> FailAsync(string deed, AwsSession session) =>
        Should.ThrowAsync<LambdaImageException>(() => Deeds[deed](_engine, session, _bench.Reporter));
}
