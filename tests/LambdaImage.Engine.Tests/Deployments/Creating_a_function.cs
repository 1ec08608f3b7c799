using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Creating_a_function : IDisposable
{
    private readonly FunctionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private UpdateFunctionRequest Request => _bench.Request(FunctionBench.NewDigest, LambdaArchitecture.Arm64) with
    {
        Settings = new FunctionSettings { Role = FunctionBench.RoleArn },
    };

    [Fact]
    public async Task Nothing_but_what_was_given_is_sent()
    {
        var deployed = await _bench.DeployAsync(Request);

        deployed.Change.ShouldBe(DeploymentChange.Created);
        deployed.PreviousImageUri.ShouldBeNull();
        deployed.State.ShouldBe("Active");
        _bench.Bench.Aws.Single("CreateFunction").Uri.AbsolutePath.ShouldBe("/2015-03-31/functions");
        _bench.Bench.Aws.Single("CreateFunction").Body.ShouldBe(
            $$"""{"FunctionName":"shop","PackageType":"Image","Code":{"ImageUri":"{{FunctionBench.Uri(FunctionBench.NewDigest)}}"},"Role":"{{FunctionBench.RoleArn}}","Architectures":["arm64"]}""");
    }

    [Fact]
    public async Task All_settings_go_along()
    {
        await _bench.DeployAsync(Request with
        {
            Settings = new FunctionSettings
            {
                Role = FunctionBench.RoleArn,
                MemorySize = 512,
                Timeout = 30,
                EphemeralStorage = 1024,
                Description = "The shop",
                Environment = new Dictionary<string, string> { ["MODE"] = "live" },
                Command = ["app.handler"],
                EntryPoint = [],
            },
        });

        var body = _bench.Bench.Aws.Single("CreateFunction").Body;
        body.ShouldEndWith(
            """
            "MemorySize":512,"Timeout":30,"Description":"The shop","Environment":{"Variables":{"MODE":"live"}},"EphemeralStorage":{"Size":1024},"ImageConfig":{"Command":["app.handler"]}}
            """);
    }

    [Fact]
    public async Task The_plan_names_image_processor_and_role()
    {
        var plan = await _bench.PlanAsync(Request);

        plan.Action.ShouldBe($"Create it from {FunctionBench.Uri(FunctionBench.NewDigest)} for arm64 with role {FunctionBench.RoleArn}");
        _bench.Bench.Aws.Operations.ShouldBe(["GetFunction", "GetCallerIdentity"]);
    }

    [Theory]
    [InlineData("The role defined for the function cannot be assumed by Lambda.")]
    [InlineData("The provided execution role does not have permissions to call CreateNetworkInterface on EC2")]
    [InlineData("Lambda was unable to configure access to your environment variables because the KMS key is invalid for CreateGrant. Please check your KMS key settings. KMS Exception: InvalidArnException KMS Message: ARN does not refer to a valid principal")]
    public async Task A_fresh_role_is_given_time(string refusal)
    {
        var plan = await _bench.PlanAsync(Request);
        var tries = 0;
        _bench.Bench.Aws.On("CreateFunction", _ =>
        {
            if (++tries < 4) return RoleError(refusal);
            _bench.Function.Exists(FunctionBench.NewDigest);
            return FakeAwsReply.Json(_bench.Function.Configuration!);
        });

        await plan.RunAsync(_bench.Bench.Reporter, default);

        tries.ShouldBe(4);
    }

    [Fact]
    public async Task A_role_that_does_not_trust_Lambda_is_an_error_in_the_end()
    {
        _bench.Bench.Aws.On("CreateFunction", RoleError());

        var error = await _bench.FailAsync(Request);

        error.Kind.ShouldBe(ErrorKind.FunctionFailed);
        error.Message.ShouldStartWith("Lambda still cannot assume the role of function 'shop' after 30 s: ");
        error.Remedy.ShouldContain("lambda.amazonaws.com in its trust policy, then run the command again.");
        _bench.Bench.Aws.Operations.Count(name => name == "CreateFunction").ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("The provided execution role does not have permissions to call CreateNetworkInterface on EC2", "The role of function 'shop' still lacks permissions after 30 s: The provided", "AWSLambdaVPCAccessExecutionRole")]
    [InlineData("KMS Exception: InvalidArnException KMS Message: ARN does not refer to a valid principal", "Lambda still cannot use the KMS key for the role of function 'shop' after 30 s: KMS", "kms:CreateGrant")]
    public async Task A_role_that_stays_refused_is_told_with_what_it_lacks(string refusal, string problem, string remedy)
    {
        _bench.Bench.Aws.On("CreateFunction", RoleError(refusal));

        var error = await _bench.FailAsync(Request);

        error.Message.ShouldStartWith(problem);
        error.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public async Task A_failed_creation_says_why_and_how_to_start_again()
    {
        _bench.Function.NextFailure = "ImageAccessDenied";

        var error = await _bench.FailAsync(Request);

        error.Kind.ShouldBe(ErrorKind.FunctionFailed);
        error.Message.ShouldContain("could not create function 'shop': it may not read the image.");
        error.Message.ShouldContain("ImageAccessDenied: because.");
        error.Remedy.ShouldContain("aws lambda delete-function --function-name shop");
    }

    [Fact]
    public async Task Somebody_else_being_faster_is_said_so()
    {
        _bench.Bench.Aws.On("CreateFunction", FakeAwsReply.LambdaError(409, "ResourceConflictException", "Function already exist: shop"));

        (await _bench.FailAsync(Request)).Kind.ShouldBe(ErrorKind.FunctionBusy);
    }

    private static FakeAwsReply RoleError(string refusal = "The role defined for the function cannot be assumed by Lambda.") =>
        FakeAwsReply.LambdaError(400, "InvalidParameterValueException", refusal);
}
