using System.Web;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Finding_the_role : IDisposable
{
    private readonly FunctionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_name_becomes_the_ARN_that_IAM_knows()
    {
        _bench.Bench.Aws.On("GetRole", Role("GetRole", "arn:aws:iam::123456789012:role/team/shop"));

        await _bench.DeployAsync(Request(new() { Role = "shop" }));

        _bench.Bench.Aws.Single("CreateFunction").Json.GetProperty("Role").GetString().ShouldBe("arn:aws:iam::123456789012:role/team/shop");
        _bench.Bench.Aws.Single("GetRole").Uri.Host.ShouldBe("iam.amazonaws.com");
        _bench.Bench.Aws.Single("GetRole").Header("Authorization")!.ShouldContain("/us-east-1/iam/");
    }

    [Fact]
    public async Task Whoever_may_not_look_roles_up_may_still_name_one()
    {
        _bench.Bench.Aws.On("GetRole", FakeAwsReply.XmlError(403, "AccessDenied", "not authorized to perform: iam:GetRole"));

        await _bench.DeployAsync(Request(new() { Role = "shop" }));

        _bench.Bench.Aws.Single("CreateFunction").Json.GetProperty("Role").GetString().ShouldBe("arn:aws:iam::123456789012:role/shop");
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_an_error_with_the_way_out()
    {
        _bench.Bench.Aws.On("GetRole", FakeAwsReply.XmlError(404, "NoSuchEntity", "The role with name shop cannot be found."));

        var error = await _bench.FailAsync(Request(new() { Role = "shop" }));

        error.Kind.ShouldBe(ErrorKind.RoleNotFound);
        error.Remedy.ShouldContain("-CreateRole");
    }

    [Fact]
    public async Task It_is_created_with_the_least_and_waited_for()
    {
        var refusals = 3;
        var stock = _bench.Function;
        _bench.Bench.Aws
            .On("GetRole", FakeAwsReply.XmlError(404, "NoSuchEntity", "no"))
            .On("CreateRole", Role("CreateRole", "arn:aws:iam::123456789012:role/shop-role"))
            .On("AttachRolePolicy", FakeAwsReply.Xml("<AttachRolePolicyResponse/>"))
            .On("CreateFunction", call =>
            {
                if (refusals-- > 0) return FakeAwsReply.LambdaError(400, "InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.");
                stock.Exists(FunctionBench.NewDigest);
                return FakeAwsReply.Json(stock.Configuration!);
            });

        var plan = await _bench.PlanAsync(Request(new() { CreateRole = true, SubnetIds = ["subnet-1"], SecurityGroupIds = ["sg-1"], Tracing = TracingMode.Active }));
        var deployed = await plan.RunAsync(_bench.Bench.Reporter, default);

        plan.Action.ShouldStartWith("Create role 'shop-role' with AWSLambdaBasicExecutionRole and AWSLambdaVPCAccessExecutionRole and AWSXRayDaemonWriteAccess, then create it from ");
        deployed.RoleCreated.ShouldBeTrue();
        HttpUtility.ParseQueryString(_bench.Bench.Aws.Single("CreateRole").Body)["AssumeRolePolicyDocument"]!.ShouldContain("lambda.amazonaws.com");
        _bench.Bench.Aws.Calls.Where(call => call.Operation == "AttachRolePolicy").Select(call => HttpUtility.ParseQueryString(call.Body)["PolicyArn"]).ShouldBe(
        [
            "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
            "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
            "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess",
        ]);
    }

    [Theory]
    [InlineData("CreateRole", 1, "may have been", 3)]
    [InlineData("AttachRolePolicy", 1, "was", 3)]
    [InlineData("AttachRolePolicy", 2, "was", 2)]
    public async Task A_role_that_is_left_half_made_is_told_with_what_it_lacks(string operation, int time, string words, int lacking)
    {
        _bench.Bench.Aws
            .On("GetRole", FakeAwsReply.XmlError(404, "NoSuchEntity", "no"))
            .On("CreateRole", Role("CreateRole", "arn:aws:iam::123456789012:role/shop-role"))
            .On("AttachRolePolicy", FakeAwsReply.Xml("<AttachRolePolicyResponse/>"));
        var plan = await _bench.PlanAsync(Request(new() { CreateRole = true, SubnetIds = ["subnet-1"], SecurityGroupIds = ["sg-1"], Tracing = TracingMode.Active }));
        using var stop = new CancellationTokenSource();
        _bench.Bench.Aws.Seen = call =>
        {
            if (call.Operation == operation && --time == 0) stop.Cancel();
        };

        await Should.ThrowAsync<OperationCanceledException>(() => plan.RunAsync(_bench.Bench.Reporter, stop.Token));

        var told = _bench.Bench.Reporter.Lines.Where(line => line.Level == LogLevel.Warning).ShouldHaveSingleItem().Text;
        told.ShouldStartWith($"Stopped. Role 'shop-role' {words} created and may lack permissions.");
        told.Split("aws iam attach-role-policy --role-name shop-role --policy-arn arn:aws:iam::aws:policy/").Length.ShouldBe(lacking + 1);
    }

    [Fact]
    public async Task A_role_that_may_not_be_given_its_policies_is_told_too()
    {
        _bench.Bench.Aws
            .On("GetRole", FakeAwsReply.XmlError(404, "NoSuchEntity", "no"))
            .On("CreateRole", Role("CreateRole", "arn:aws:iam::123456789012:role/shop-role"))
            .On("AttachRolePolicy", FakeAwsReply.XmlError(403, "AccessDenied", "not authorized to perform: iam:AttachRolePolicy"));

        var error = await _bench.FailAsync(Request(new() { CreateRole = true }));

        error.Kind.ShouldBe(ErrorKind.AccessDenied);
        error.Message.ShouldEndWith("Role 'shop-role' was created and may lack permissions. Give it them, and run the command again: "
            + "aws iam attach-role-policy --role-name shop-role --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");
    }

    [Fact]
    public async Task Outside_of_a_VPC_only_logs_are_allowed()
    {
        _bench.Bench.Aws
            .On("GetRole", FakeAwsReply.XmlError(404, "NoSuchEntity", "no"))
            .On("CreateRole", Role("CreateRole", FunctionBench.RoleArn))
            .On("AttachRolePolicy", FakeAwsReply.Xml("<AttachRolePolicyResponse/>"));

        await _bench.DeployAsync(Request(new() { CreateRole = true, Role = "mine" }));

        _bench.Bench.Aws.Single("AttachRolePolicy").Body.ShouldContain("AWSLambdaBasicExecutionRole");
    }

    [Fact]
    public async Task A_function_that_has_a_role_needs_none()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);

        (await _bench.DeployAsync(Request(new() { CreateRole = true }))).RoleCreated.ShouldBeFalse();
        _bench.Bench.Aws.Operations.ShouldNotContain("GetRole");
    }

    private static FakeAwsReply Role(string operation, string arn) =>
        FakeAwsReply.Xml($"<{operation}Response><{operation}Result><Role><Arn>{arn}</Arn></Role></{operation}Result></{operation}Response>");

    private UpdateFunctionRequest Request(FunctionSettings settings) => _bench.Request(FunctionBench.NewDigest) with { Settings = settings };
}
