using LambdaImage.Engine.Plans;
using LambdaImage.TestKit;
using static LambdaImage.Engine.Tests.Repositories.RepositoryBench;

namespace LambdaImage.Engine.Tests.Repositories;

public sealed class Removing_a_function : IDisposable
{
    private readonly RepositoryBench _bench = new();

    public Removing_a_function()
    {
        _bench.Aws.On("GetFunction", FakeAwsReply.Json(new
        {
            Configuration = new
            {
                FunctionName = "shop",
                FunctionArn = $"arn:aws:lambda:eu-west-1:{Account}:function:shop",
                PackageType = "Image",
                CodeSha256 = new string('b', 64),
            },
            Code = new { ImageUri = Host + "/shop:v2", ResolvedImageUri = $"{Host}/shop@{Digest('b')}" },
        })).On("ListVersionsByFunction", FakeAwsReply.Json(new
        {
            Versions = new[] { Version("$LATEST", 'b'), Version("1", 'a') },
        })).On("ListAliases", FakeAwsReply.Json(new
        {
            Aliases = new[] { new { Name = "live", FunctionVersion = "1", RoutingConfig = new { AdditionalVersionWeights = new Dictionary<string, double> { ["2"] = 0.1 } } } },
        })).On("ListEventSourceMappings", FakeAwsReply.Json(new
        {
            EventSourceMappings = new[] { new { UUID = "11111111-2222-3333-4444-555555555555", EventSourceArn = "arn:aws:sqs:eu-west-1:1:q" } },
        })).On("GetFunctionUrlConfig", call => FakeAwsReply.Json(new { FunctionUrl = $"https://{(call.Uri.Query.Contains("Qualifier=live") ? "y" : "x")}.lambda-url.eu-west-1.on.aws/", AuthType = "NONE" }))
            .On("DeleteFunctionUrlConfig", new FakeAwsReply(204, "", "application/json"))
            .On("DeleteFunction", new FakeAwsReply(204, "", "application/json"));
        _bench.Function("shop", 'b').Function("shop", 'a', "1");

        static object Version(string version, char digit) => new
        {
            FunctionName = "shop",
            FunctionArn = $"arn:aws:lambda:eu-west-1:{Account}:function:shop:{version}",
            PackageType = "Image",
            CodeSha256 = new string(digit, 64),
            Version = version,
        };
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Function_images_and_empty_repository_go_in_that_order()
    {
        _bench.Image('a', 90).Image('b', 1, "v2").Referrer('5', 1, 'b');

        var plan = await PlanAsync();
        var done = await plan.RunAsync(_bench.Bench.Reporter, default);

        plan.Action.ShouldStartWith("Delete function shop with versions 1, aliases live → 1 and 10 % → 2, URLs https://x.lambda-url.eu-west-1.on.aws/, https://y.lambda-url.eu-west-1.on.aws/");
        plan.Action.ShouldContain("delete repository " + Host + "/shop, which is then empty");
        plan.Action.ShouldContain("event source mapping 11111111-2222-3333-4444-555555555555 (arn:aws:sqs:eu-west-1:1:q) stays");
        Writes().ShouldBe(["DeleteFunctionUrlConfig", "DeleteFunctionUrlConfig", "DeleteFunction", "BatchDeleteImage", "BatchDeleteImage", "DeleteRepository"]);
        _bench.Aws.Single("DeleteRepository").Json.GetProperty("force").GetBoolean().ShouldBeFalse();
        _bench.Deleted[0].ShouldBe(Digest('5'));
        done.RepositoryDeleted.ShouldBeTrue();
        done.Images.ShouldAllBe(image => image.Deleted);
    }

    [Fact]
    public async Task Images_that_others_use_stay_and_so_does_the_repository()
    {
        _bench.Image('a', 90).Image('b', 1).Function("cart", 'a', "7");

        var plan = await PlanAsync(request => request with { Force = true });
        var done = await plan.RunAsync(_bench.Bench.Reporter, default);

        plan.Action.ShouldContain($"keep image {Digest('a')}: used by function cart version 7");
        _bench.Deleted.ShouldBe([Digest('b')]);
        done.RepositoryDeleted.ShouldBeFalse();
        _bench.Aws.Operations.ShouldNotContain("DeleteRepository");
    }

    [Fact]
    public async Task A_repository_with_other_images_stays_unless_forced()
    {
        _bench.Image('a', 90).Image('b', 1).Image('f', 5);

        (await PlanAsync()).Action.ShouldContain("keep repository " + Host + "/shop: it holds 1 other image");
        var forced = await PlanAsync(request => request with { Force = true });
        forced.Action.ShouldContain("delete repository " + Host + "/shop with 1 other image that no function uses");
        (await forced.RunAsync(_bench.Bench.Reporter, default)).RepositoryDeleted.ShouldBeTrue();
        _bench.Aws.Single("DeleteRepository").Json.GetProperty("force").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_function_that_took_the_image_meanwhile_keeps_it()
    {
        _bench.Image('a', 90).Image('b', 1);
        var plan = await PlanAsync();
        _bench.Function("late", 'b');

        var done = await plan.RunAsync(_bench.Bench.Reporter, default);

        _bench.Deleted.ShouldBe([Digest('a')]);
        done.Images.Single(image => !image.Deleted).Reason.ShouldContain("function late");
    }

    [Fact]
    public async Task Nothing_goes_when_the_last_look_fails()
    {
        _bench.Image('a', 90).Image('b', 1);
        var plan = await PlanAsync();
        _bench.Aws.On("ListFunctions", FakeAwsReply.LambdaError(403, "AccessDeniedException", "not authorized"));

        (await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(_bench.Bench.Reporter, default))).Kind.ShouldBe(ErrorKind.UsageUnknown);

        Writes().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_after_the_function_went_tells_what_is_left_and_how_to_go_on()
    {
        _bench.Image('a', 90).Image('b', 1);
        var plan = await PlanAsync();
        _bench.Aws.On("BatchDeleteImage", FakeAwsReply.Error(400, "AccessDeniedException", "not authorized"));

        var error = await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(_bench.Bench.Reporter, default));

        error.Kind.ShouldBe(ErrorKind.AccessDenied);
        error.Message.ShouldContain($"Function 'shop' is deleted, and so are 0 of 2 images that only it used; the rest is still in {Host}/shop.");
        error.Message.ShouldContain($"Clear-LambdaImageRepository {Host}/shop -KeepLast 0 -KeepDays 0 -WhatIf");
    }

    [Theory]
    [InlineData("DeleteFunctionUrlConfig", "Function 'shop' may have lost URLs, and is there.")]
    [InlineData("DeleteFunction", "Function 'shop' may have lost URLs, and is there.")]
    [InlineData("BatchDeleteImage", "Function 'shop' is deleted, and so are 0 of 2 images")]
    [InlineData("DeleteRepository", "Function 'shop' is deleted, and so are 2 of 2 images")]
    public async Task Stopped_at_any_call_it_tells_where_things_stand(string operation, string standing)
    {
        _bench.Image('a', 90).Image('b', 1);
        var plan = await PlanAsync();
        using var stop = new CancellationTokenSource();
        _bench.Aws.Seen = call => { if (call.Operation == operation) stop.Cancel(); };

        await Should.ThrowAsync<OperationCanceledException>(() => plan.RunAsync(_bench.Bench.Reporter, stop.Token));

        _bench.Bench.Reporter.Lines.ShouldContain(line => line.Level == LogLevel.Warning && line.Text.StartsWith("Stopped. " + standing));
    }

    [Fact]
    public async Task Its_images_stay_when_asked()
    {
        var done = await (await PlanAsync(request => request with { KeepImages = true })).RunAsync(_bench.Bench.Reporter, default);

        Writes().ShouldBe(["DeleteFunctionUrlConfig", "DeleteFunctionUrlConfig", "DeleteFunction"]);
        done.Steps.ShouldContain("keep its images, as asked");
        _bench.Aws.Operations.ShouldNotContain("ListFunctions");
    }

    [Fact]
    public async Task A_zip_function_is_left_alone()
    {
        _bench.Aws.On("GetFunction", FakeAwsReply.Json(new { Configuration = new { FunctionName = "shop", FunctionArn = "arn:x", PackageType = "Zip" } }));

        (await Should.ThrowAsync<LambdaImageException>(() => PlanAsync())).Kind.ShouldBe(ErrorKind.FunctionIsZip);
    }

    [Fact]
    public async Task A_function_of_a_stack_is_left_to_it()
    {
        _bench.Aws.On("GetFunction", FakeAwsReply.Json(new
        {
            Configuration = new { FunctionName = "shop", FunctionArn = "arn:x", PackageType = "Image" },
            Tags = new Dictionary<string, string> { ["aws:cloudformation:stack-name"] = "prod" },
        }));

        (await Should.ThrowAsync<LambdaImageException>(() => PlanAsync())).Message.ShouldContain("stack 'prod'");
    }

    [Fact]
    public async Task One_that_is_not_there_is_an_error()
    {
        _bench.Aws.On("GetFunction", FakeAwsReply.LambdaError(404, "ResourceNotFoundException", "gone"));

        (await Should.ThrowAsync<LambdaImageException>(() => PlanAsync())).Kind.ShouldBe(ErrorKind.FunctionNotFound);
    }

    private IEnumerable<string> Writes() => _bench.Aws.Operations.Where(operation => operation.Contains("Delete", StringComparison.Ordinal));

    private Task<Plan<RemovedLambdaFunction>> PlanAsync(Func<RemoveFunctionRequest, RemoveFunctionRequest>? change = null)
    {
        var request = new RemoveFunctionRequest { FunctionName = "shop", Session = _bench.Bench.Session };
        return new RemoveFunctionPlanner(_bench.Parts, session => _bench.Bench.Connector.Connect(session, _bench.Bench.Reporter))
            .PlanAsync(change?.Invoke(request) ?? request, _bench.Bench.Reporter, default);
    }
}
