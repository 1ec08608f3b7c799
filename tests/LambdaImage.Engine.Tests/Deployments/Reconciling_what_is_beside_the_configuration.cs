using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Reconciling_what_is_beside_the_configuration : IDisposable
{
    private const string Address = "https://abc.lambda-url.eu-west-1.on.aws/";

    private readonly FunctionBench _bench = new();

    public Reconciling_what_is_beside_the_configuration()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);
        _bench.Bench.Aws
            .On("GetFunctionUrlConfig", _ => Url is null ? Missing : FakeAwsReply.Json(Url))
            .On("CreateFunctionUrlConfig", call => SetUrl(call.Json))
            .On("UpdateFunctionUrlConfig", call => SetUrl(call.Json))
            .On("DeleteFunctionUrlConfig", _ => SetUrl(null))
            .On("GetPolicy", _ => Policy is null ? Missing : FakeAwsReply.Json(new { Policy, RevisionId = "policy-1" }))
            .On("AddPermission", FakeAwsReply.Json(new { Statement = "{}" }))
            .On("RemovePermission", FakeAwsReply.Text(""))
            .On("PutFunctionConcurrency", FakeAwsReply.Json(new { ReservedConcurrentExecutions = 5 }))
            .On("DeleteFunctionConcurrency", FakeAwsReply.Text(""))
            .On("TagResource", FakeAwsReply.Text(""));
    }

    private static FakeAwsReply Conflict => FakeAwsReply.LambdaError(409, "ResourceConflictException", "It already exists.");

    private static FakeAwsReply Missing => FakeAwsReply.LambdaError(404, "ResourceNotFoundException", "none");

    private JsonObject? Url { get; set; }

    private string? Policy { get; set; }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_public_URL_comes_with_both_statements()
    {
        var deployed = await DeployAsync(new() { Url = new() { Auth = FunctionUrlAuth.None, InvokeMode = FunctionUrlInvokeMode.ResponseStream } });

        deployed.FunctionUrl.ShouldBe(Address);
        deployed.Change.ShouldBe(DeploymentChange.Updated);
        _bench.Bench.Aws.Single("CreateFunctionUrlConfig").Body.ShouldBe("""{"AuthType":"NONE","InvokeMode":"RESPONSE_STREAM"}""");
        _bench.Bench.Aws.Calls.Where(call => call.Operation == "AddPermission").Select(call => call.Body).ShouldBe(
        [
            """{"StatementId":"UrlPolicyInvokeURL","Action":"lambda:InvokeFunctionUrl","Principal":"*","FunctionUrlAuthType":"NONE"}""",
            """{"StatementId":"UrlPolicyInvokeFunction","Action":"lambda:InvokeFunction","Principal":"*","InvokedViaFunctionUrl":true}""",
        ]);
    }

    [Fact]
    public async Task Changes_whose_answers_got_lost_are_done()
    {
        Policy = """{"Statement":[{"Sid":"UrlPolicyInvokeURL","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl"}]}""";
        _bench.Bench.Environment["AWS_MAX_ATTEMPTS"] = "2";
        List<string> lost = ["CreateFunctionUrlConfig", "RemovePermission", "AddPermission", "AddPermission"];
        _bench.Bench.Aws
            .On("CreateFunctionUrlConfig", call => Url is not null ? Conflict : Lost(call, () => SetUrl(call.Json)))
            .On("RemovePermission", call => Policy is null ? Missing : Lost(call, () => Policy = null))
            .On("AddPermission", call =>
            {
                var id = $"{call.Json.GetProperty("StatementId")}";
                if (Policy?.Contains(id, StringComparison.Ordinal) == true) return Conflict;
                return Lost(call, () => Policy = $"{(Policy is null ? "{\"Statement\":[" : Policy[..^2] + ",")}{Statement(call.Json)}]}}");
            });

        var deployed = await DeployAsync(new() { Url = new() { Auth = FunctionUrlAuth.None } });

        lost.ShouldBeEmpty();
        deployed.FunctionUrl.ShouldBe(Address);
        (await DeployAsync(new() { Url = new() { Auth = FunctionUrlAuth.None } })).Change.ShouldBe(DeploymentChange.NoChange);

        FakeAwsReply Lost(FakeAwsCall call, Action change)
        {
            change();
            return lost.Remove(call.Operation) ? FakeAwsReply.LambdaError(503, "ServiceException", "lost") : FakeAwsReply.Json(new { });
        }

        static string Statement(JsonElement asked) => new JsonObject
        {
            ["Sid"] = $"{asked.GetProperty("StatementId")}",
            ["Effect"] = "Allow",
            ["Principal"] = "*",
            ["Action"] = $"{asked.GetProperty("Action")}",
            ["Condition"] = asked.TryGetProperty("FunctionUrlAuthType", out var auth)
                ? new JsonObject { ["StringEquals"] = new JsonObject { ["lambda:FunctionUrlAuthType"] = $"{auth}" } }
                : new JsonObject { ["Bool"] = new JsonObject { ["lambda:InvokedViaFunctionUrl"] = "true" } },
        }.ToJsonString();
    }

    [Fact]
    public async Task What_somebody_else_has_put_in_the_way_is_not_taken_for_ours()
    {
        _bench.Bench.Aws.On("AddPermission", Conflict);

        (await Should.ThrowAsync<LambdaImageException>(() => DeployAsync(new() { Url = new() { Auth = FunctionUrlAuth.None } }))).Kind.ShouldBe(ErrorKind.FunctionBusy);
    }

    [Fact]
    public async Task What_somebody_else_has_made_meanwhile_is_theirs_also_where_it_is_the_same()
    {
        _bench.Bench.Aws.On("CreateFunctionUrlConfig", call =>
        {
            SetUrl(call.Json);
            return Conflict;
        });

        (await Should.ThrowAsync<LambdaImageException>(() => DeployAsync(new() { Url = new() { Auth = FunctionUrlAuth.AwsIam } }))).Kind.ShouldBe(ErrorKind.FunctionBusy);
    }

    [Fact]
    public async Task A_URL_that_somebody_else_deletes_meanwhile_is_not_taken_for_changed()
    {
        Url = new() { ["FunctionUrl"] = Address, ["AuthType"] = "AWS_IAM", ["InvokeMode"] = "BUFFERED" };
        _bench.Bench.Aws.On("UpdateFunctionUrlConfig", _ =>
        {
            Url = null;
            return Missing;
        });

        var error = await Should.ThrowAsync<LambdaImageException>(() => DeployAsync(new() { Url = new() { Auth = FunctionUrlAuth.None } }));

        error.Kind.ShouldBe(ErrorKind.FunctionBusy);
        error.Message.ShouldContain("changed by somebody else");
    }

    [Fact]
    public async Task A_URL_that_is_as_asked_is_left_alone()
    {
        Url = new() { ["FunctionUrl"] = Address, ["AuthType"] = "AWS_IAM", ["InvokeMode"] = "BUFFERED" };

        var deployed = await DeployAsync(new() { Url = new() { Auth = FunctionUrlAuth.AwsIam } });

        deployed.Change.ShouldBe(DeploymentChange.NoChange);
        deployed.FunctionUrl.ShouldBe(Address);
        _bench.Function.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_URL_that_is_closed_to_the_public_loses_their_statements()
    {
        Url = new() { ["FunctionUrl"] = Address, ["AuthType"] = "NONE" };
        Policy = """{"Statement":[{"Sid":"UrlPolicyInvokeURL","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}},{"Sid":"mine","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction"}]}""";

        await DeployAsync(new() { Url = new() { Auth = FunctionUrlAuth.AwsIam } });

        _bench.Function.Writes.ShouldBe(["RemovePermission", "UpdateFunctionUrlConfig"]);
        var removed = _bench.Bench.Aws.Single("RemovePermission").Uri;
        removed.AbsolutePath.ShouldEndWith("/policy/UrlPolicyInvokeURL");
        removed.Query.ShouldBe("?RevisionId=policy-1");
    }

    [Fact]
    public async Task A_URL_can_be_taken_away()
    {
        Url = new() { ["FunctionUrl"] = Address, ["AuthType"] = "AWS_IAM" };

        (await DeployAsync(new() { Url = new() { Auth = FunctionUrlAuth.Absent } })).FunctionUrl.ShouldBeNull();

        _bench.Function.Writes.ShouldBe(["DeleteFunctionUrlConfig"]);
    }

    [Theory]
    [InlineData("""{"Sid":"bucket","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"x","Condition":{"StringEquals":{"AWS:SourceAccount":"123456789012"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::b"}}}""", "")]
    [InlineData("""{"Sid":"bucket","Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"lambda:InvokeFunction"}""", "RemovePermission AddPermission")]
    [InlineData("""{"Sid":"other","Effect":"Allow","Principal":"*","Action":"*"}""", "AddPermission")]
    public async Task A_statement_is_added_replaced_or_left_alone(string present, string writes)
    {
        Policy = $$"""{"Statement":[{{present}}]}""";

        await DeployAsync(new()
        {
            Permissions = [new() { StatementId = "bucket", Principal = "s3.amazonaws.com", SourceArn = "arn:aws:s3:::b", SourceAccount = "123456789012" }],
        });

        string.Join(' ', _bench.Function.Writes).ShouldBe(writes);
    }

    [Fact]
    public async Task Concurrency_is_reserved_and_given_back()
    {
        await DeployAsync(new() { ReservedConcurrency = 5 });
        _bench.Function.Concurrency = 5;
        (await DeployAsync(new() { ReservedConcurrency = 5 })).Change.ShouldBe(DeploymentChange.NoChange);
        await DeployAsync(new() { ReservedConcurrency = FunctionSettings.Unreserved });

        _bench.Function.Writes.ShouldBe(["PutFunctionConcurrency", "DeleteFunctionConcurrency"]);
    }

    [Fact]
    public async Task Tags_are_added_and_others_stay()
    {
        _bench.Function.Tags = new JsonObject { ["team"] = "a", ["stage"] = "dev" };

        await DeployAsync(new() { Tags = new Dictionary<string, string> { ["team"] = "b", ["stage"] = "dev" } });

        _bench.Bench.Aws.Single("TagResource").Body.ShouldBe("""{"Tags":{"team":"b"}}""");
    }

    [Fact]
    public async Task What_is_left_after_a_failure_is_said()
    {
        _bench.Bench.Aws.On("PutFunctionConcurrency", FakeAwsReply.LambdaError(400, "InvalidParameterValueException", "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100]."));

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = new() { ReservedConcurrency = 900, Url = new() { Auth = FunctionUrlAuth.AwsIam } } });

        error.Message.ShouldContain("UnreservedConcurrentExecution");
        _bench.Bench.Reporter.Lines.ShouldContain(line => line.Level == LogLevel.Warning
            && line.Text.Contains("this is left to do: reserved concurrency 900, function URL AWS_IAM"));
    }

    [Fact]
    public async Task A_version_published_afterwards_is_guarded_by_its_digest_alone()
    {
        await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = new() { ReservedConcurrency = 1 }, PublishVersion = true });

        _bench.Bench.Aws.Single("PublishVersion").Members.ShouldBe(["CodeSha256"]);
    }

    [Fact]
    public async Task The_tag_an_image_came_from_is_noted()
    {
        var request = _bench.Request(FunctionBench.NewDigest);
        await _bench.DeployAsync(request with { Image = request.Image! with { Tags = ["v7", "latest"] } });

        JsonSerializer.Deserialize<JsonElement>(_bench.Bench.Aws.Single("TagResource").Body).GetProperty("Tags").GetProperty("lambdaimage:image").GetString()
            .ShouldBe($"{FunctionBench.NewDigest} v7 latest");
    }

    [Fact]
    public async Task Whoever_may_not_tag_deploys_all_the_same()
    {
        _bench.Bench.Aws.On("TagResource", FakeAwsReply.LambdaError(403, "AccessDeniedException", "no"));
        var request = _bench.Request(FunctionBench.NewDigest);

        (await _bench.DeployAsync(request with { Image = request.Image! with { Tags = ["latest"] } })).Change.ShouldBe(DeploymentChange.Updated);
    }

    private Task<LambdaFunctionDeployment> DeployAsync(FunctionSettings settings) =>
        _bench.DeployAsync(_bench.Request(FunctionBench.OldDigest) with { Settings = settings });

    private FakeAwsReply SetUrl(JsonElement? body)
    {
        Url = body is { } given ? (JsonObject)JsonNode.Parse(given.GetRawText())! : null;
        if (Url is not null) Url["FunctionUrl"] = Address;
        return Url is null ? FakeAwsReply.Text("") : FakeAwsReply.Json(Url);
    }
}
