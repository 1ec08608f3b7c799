using System.Text.Json;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.TestKit;
using static LambdaImage.Engine.Tests.Repositories.RepositoryBench;

namespace LambdaImage.Engine.Tests.Repositories;

public sealed class Clearing_a_repository : IDisposable
{
    private readonly RepositoryBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Only_what_no_function_and_no_version_uses_goes()
    {
        _bench.Image('a', 90).Image('b', 90).Image('c', 90, "old").Function("shop", 'a').Function("shop", 'b', "3");

        var plan = await _bench.PlanAsync(Clear());
        var done = await plan.RunAsync(_bench.Bench.Reporter, default);

        plan.Changes.ShouldBeTrue();
        plan.Action.ShouldStartWith("Delete 1 of 3 images\n  delete " + Digest('c') + " (old): no function uses it");
        plan.Action.ShouldContain($"keep {Digest('b')}: used by function shop version 3 (123456789012/eu-west-1)");
        _bench.Deleted.ShouldBe([Digest('c')]);
        (done.Kept, done.Deleted, done.DeletedSize, done.FunctionVersions).ShouldBe((2, 1, 1000, 2));
        done.Checked.ShouldBe(["123456789012/eu-west-1"]);
    }

    [Fact]
    public async Task Planning_deletes_nothing()
    {
        _bench.Image('c', 90);

        await _bench.PlanAsync(Clear());

        _bench.Aws.Operations.ShouldAllBe(operation => operation.StartsWith("Describe", StringComparison.Ordinal) || operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal) || operation == "BatchGetImage");
    }

    [Fact]
    public async Task The_newest_the_young_and_the_named_stay()
    {
        _bench.Image('a', 10).Image('b', 60).Image('c', 70).Image('d', 80, "v1", "prod-eu").Image('e', 90);

        var plan = await _bench.PlanAsync(Clear(last: 2, days: 30, "prod-*"));

        Reasons(plan.Preview!).ShouldBe(new Dictionary<char, string>
        {
            ['a'] = "younger than 30 days",
            ['b'] = "among the newest 2",
            ['d'] = "tag prod-eu is to be kept",
        });
    }

    [Fact]
    public void The_defaults_are_careful()
    {
        var request = new ClearRepositoryRequest { Repository = "shop" };

        (request.KeepLast, request.KeepYounger).ShouldBe((10, TimeSpan.FromDays(30)));
    }

    [Fact]
    public async Task Members_and_signatures_share_the_fate_of_their_image()
    {
        // 1 is kept because its member 2 runs; 3 with its member 4 goes; signatures go where they belong.
        _bench.IndexOf('1', 90, "25", "latest").Image('2', 90).Image('5', 90).Referrer('6', 90, '2')
            .IndexOf('3', 90, "4").Image('4', 90).Referrer('7', 90, '4').Referrer('8', 90, '3')
            .Function("shop", '2');

        var plan = await _bench.PlanAsync(Clear());
        await plan.RunAsync(_bench.Bench.Reporter, default);

        Reasons(plan.Preview!).Keys.Order().ShouldBe(['1', '2', '5', '6']);
        // What is about others first, then the index, then what it listed.
        _bench.Deleted.Take(2).Order().ShouldBe([Digest('7'), Digest('8')]);
        _bench.Deleted.Skip(2).ShouldBe([Digest('3'), Digest('4')]);
    }

    [Fact]
    public async Task Signatures_that_are_named_by_a_tag_are_known_too()
    {
        _bench.Image('a', 90).Image('b', 90, $"sha256-{new string('a', 64)}.sig").Image('c', 90, $"sha256-{new string('d', 64)}").Function("shop", 'a');

        var plan = await _bench.PlanAsync(Clear());

        Reasons(plan.Preview!)['b'].ShouldBe($"is about {Digest('a')}, which is kept");
        plan.Preview!.Images.Single(image => image.Deleted).Reason.ShouldBe($"is about {Digest('d')}, which is gone");
    }

    [Fact]
    public async Task Members_and_signatures_do_not_count_among_the_newest()
    {
        _bench.Referrer('9', 40, '1').Image('2', 50).IndexOf('1', 50, "2").Image('3', 60).Image('4', 70);

        Reasons((await _bench.PlanAsync(Clear(last: 2))).Preview!).Keys.Order().ShouldBe(['1', '2', '3', '9']);
    }

    [Fact]
    public async Task Deleting_goes_in_batches_of_a_hundred()
    {
        _bench.Aws.On("DescribeImages", FakeAwsReply.Json(new
        {
            imageDetails = Enumerable.Range(0, 250).Select(n => new { imageDigest = $"sha256:{n:x64}", imageManifestMediaType = "application/vnd.oci.image.manifest.v1+json", imagePushedAt = 1 }),
        }));

        await (await _bench.PlanAsync(Clear())).RunAsync(_bench.Bench.Reporter, default);

        _bench.Aws.Calls.Where(call => call.Operation == "BatchDeleteImage")
            .Select(call => call.Json.GetProperty("imageIds").GetArrayLength()).ShouldBe([100, 100, 50]);
    }

    [Fact]
    public async Task What_somebody_deployed_meanwhile_stays()
    {
        _bench.Image('a', 90).Image('b', 90);
        var plan = await _bench.PlanAsync(Clear());
        _bench.Function("late", 'a');

        var done = await plan.RunAsync(_bench.Bench.Reporter, default);

        _bench.Deleted.ShouldBe([Digest('b')]);
        done.Images.Single(image => image.Digest == Digest('a')).Reason.ShouldStartWith("used by function late");
        _bench.Bench.Reporter.Lines.ShouldContain(line => line.Level == LogLevel.Warning && line.Text.Contains("stays after all"));
    }

    [Fact]
    public async Task What_was_pushed_meanwhile_was_not_agreed_to()
    {
        _bench.Image('a', 90);
        var plan = await _bench.PlanAsync(Clear());
        _bench.Image('b', 0);

        await plan.RunAsync(_bench.Bench.Reporter, default);

        _bench.Deleted.ShouldBe([Digest('a')]);
    }

    [Theory]
    [InlineData("ListFunctions")]
    [InlineData("GetRepositoryPolicy")]
    public async Task Nothing_goes_when_the_usage_is_not_known_completely(string denied)
    {
        _bench.Image('a', 90).Aws.On(denied, FakeAwsReply.Error(denied == "ListFunctions" ? 403 : 400, "AccessDeniedException", "not authorized"));

        var error = await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync(Clear()));

        error.Kind.ShouldBe(ErrorKind.UsageUnknown);
        error.Message.ShouldStartWith("Nothing was deleted");
        error.Remedy.ShouldContain(denied);
    }

    [Fact]
    public async Task Nothing_goes_when_a_later_page_of_functions_fails()
    {
        _bench.Image('a', 90).Aws.On("ListFunctions", call => call.Uri.Query.Contains("Marker")
            ? FakeAwsReply.LambdaError(400, "InvalidParameterValueException", "bad marker")
            : FakeAwsReply.Json(new { Functions = Array.Empty<object>(), NextMarker = "2" }));

        (await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync(Clear()))).Kind.ShouldBe(ErrorKind.UsageUnknown);
    }

    [Fact]
    public async Task All_pages_and_all_versions_are_asked_for()
    {
        _bench.Image('a', 90).Aws.On("ListFunctions", call => FakeAwsReply.Json(call.Uri.Query.Contains("Marker")
            ? new { Functions = new[] { Running("late", 'a') }, NextMarker = "" }
            : new { Functions = new[] { Running("first", 'b') }, NextMarker = "2" }));

        Reasons((await _bench.PlanAsync(Clear())).Preview!)['a'].ShouldContain("function late");
        _bench.Aws.Calls.Where(call => call.Operation == "ListFunctions").ShouldAllBe(call => call.Uri.Query.Contains("FunctionVersion=ALL"));

        static object Running(string name, char digit) => new { FunctionName = name, FunctionArn = "arn:" + name, PackageType = "Image", CodeSha256 = new string(digit, 64), Version = "$LATEST" };
    }

    [Fact]
    public async Task A_function_without_a_hash_is_looked_at_closer()
    {
        _bench.Image('a', 90).Image('b', 90).Other(new { FunctionName = "failed", FunctionArn = "arn:x", PackageType = "Image", Version = "4" })
            .Aws.On("GetFunction", FakeAwsReply.Json(new
            {
                Configuration = new { FunctionName = "failed", FunctionArn = "arn:x" },
                Code = new { ImageUri = Host + "/shop:v1", ResolvedImageUri = $"{Host}/shop@{Digest('a')}" },
            }));

        Reasons((await _bench.PlanAsync(Clear())).Preview!).Keys.ShouldBe(['a']);
        _bench.Aws.Single("GetFunction").Uri.Query.ShouldBe("?Qualifier=4");
    }

    [Fact]
    public async Task Nothing_goes_when_Lambda_does_not_tell_what_a_function_runs()
    {
        _bench.Image('a', 90).Other(new { FunctionName = "odd", FunctionArn = "arn:x", PackageType = "Image", Version = "$LATEST" })
            .Aws.On("GetFunction", FakeAwsReply.Json(new { Configuration = new { FunctionName = "odd", FunctionArn = "arn:x" }, Code = new { ImageUri = Host + "/shop:v1" } }));

        (await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync(Clear()))).Message.ShouldContain("function 'odd'");
    }

    [Fact]
    public async Task Zip_functions_use_no_image()
    {
        _bench.Image('a', 90).Other(new { FunctionName = "zip", FunctionArn = "arn:x", CodeSha256 = "base64=", Version = "$LATEST" });

        (await _bench.PlanAsync(Clear())).Preview!.Deleted.ShouldBe(1);
    }

    [Fact]
    public async Task An_account_that_may_read_the_repository_must_be_asked_too()
    {
        _bench.Image('a', 90).Aws.On("GetRepositoryPolicy", FakeAwsReply.Json(new { policyText = LambdaPullPolicy.AddAccounts(null, "eu-west-1", ["333333333333"]) }));

        var error = await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync(Clear()));

        error.Kind.ShouldBe(ErrorKind.UsageUnknown);
        error.Message.ShouldContain("333333333333");
        (await _bench.PlanAsync(Clear() with { IgnoredAccounts = ["333333333333"] })).Preview!.Deleted.ShouldBe(1);
    }

    [Fact]
    public async Task Functions_of_another_account_are_asked_through_a_role()
    {
        _bench.Image('a', 90).Image('b', 90).Aws
            .On("GetRepositoryPolicy", FakeAwsReply.Json(new { policyText = LambdaPullPolicy.AddAccounts(null, "eu-west-1", ["333333333333"]) }))
            .On("AssumeRole", FakeAwsReply.Xml(
                "<R><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></R>"))
            .On("GetCallerIdentity", call => Caller(IsRole(call) ? "333333333333" : Account))
            .On("ListFunctions", call => FakeAwsReply.Json(new
            {
                Functions = IsRole(call) ? new[] { new { FunctionName = "theirs", FunctionArn = "arn:x", PackageType = "Image", CodeSha256 = new string('a', 64), Version = "$LATEST" } } : [],
            }));
        _bench.Aws.Secret = null;
        var roles = _bench.Bench.Session.Others([], ["arn:aws:iam::333333333333:role/reader"]);

        var plan = await _bench.PlanAsync(Clear() with { Accounts = roles });

        Reasons(plan.Preview!)['a'].ShouldBe("used by function theirs $LATEST (333333333333/eu-west-1)");
        plan.Preview!.Checked.ShouldBe(["123456789012/eu-west-1", "333333333333/eu-west-1"]);
        _bench.Aws.Calls.Count(call => call.Operation == "AssumeRole").ShouldBe(1);

        static bool IsRole(FakeAwsCall call) => call.Header("Authorization")!.Contains("ASIAROLE");
        static FakeAwsReply Caller(string account) => FakeAwsReply.Xml(
            $"<R><GetCallerIdentityResult><Account>{account}</Account><Arn>arn:aws:iam::{account}:root</Arn></GetCallerIdentityResult></R>");
    }

    [Fact]
    public async Task Further_Regions_are_asked_when_named()
    {
        _bench.Image('a', 90);

        (await _bench.PlanAsync(Clear() with { Regions = ["us-east-1", "eu-west-1"] })).Preview!.Checked
            .ShouldBe(["123456789012/eu-west-1", "123456789012/us-east-1"]);
    }

    [Fact]
    public async Task What_ECR_refuses_to_delete_is_told_as_kept()
    {
        _bench.Image('a', 90).Aws.On("BatchDeleteImage", FakeAwsReply.Json(new
        {
            failures = new[] { new { imageId = new { imageDigest = Digest('a') }, failureCode = "ImageReferencedByManifestList", failureReason = "still in a list" } },
        }));

        var done = await (await _bench.PlanAsync(Clear())).RunAsync(_bench.Bench.Reporter, default);

        done.Deleted.ShouldBe(0);
        done.Images.Single().Reason.ShouldBe("Amazon ECR refused: still in a list");
        // An index that has just gone may still be seen for a moment.
        _bench.Aws.Operations.Count(operation => operation == "BatchDeleteImage").ShouldBe(3);
    }

    [Fact]
    public async Task Nothing_to_delete_is_no_change()
    {
        _bench.Image('a', 1).Function("shop", 'a');

        var plan = await _bench.PlanAsync(Clear(last: 1));
        var done = await plan.RunAsync(_bench.Bench.Reporter, default);

        plan.Changes.ShouldBeFalse();
        done.Kept.ShouldBe(1);
        _bench.Aws.Operations.ShouldNotContain("BatchDeleteImage");
    }

    [Fact]
    public async Task The_safe_lifecycle_policy_reaches_no_image_in_use()
    {
        _bench.Image('a', 1).Image('b', 1, "v2").Function("shop", 'a').Function("cart", 'b');

        var plan = await _bench.PlanAsync(Clear(last: 20) with { WriteLifecyclePolicy = true });
        var done = await plan.RunAsync(_bench.Bench.Reporter, default);

        plan.Action.ShouldStartWith($"Tag {Digest('a')} as in-use-aaaaaaaaaaaa; write a lifecycle policy that expires untagged images only");
        _bench.Aws.Single("PutImage").Json.GetProperty("imageTag").GetString().ShouldBe("in-use-aaaaaaaaaaaa");
        var rules = JsonSerializer.Deserialize<JsonElement>(_bench.Aws.Single("PutLifecyclePolicy").Json.GetProperty("lifecyclePolicyText").GetString()!).GetProperty("rules");
        rules.EnumerateArray().Single().GetProperty("selection").GetProperty("tagStatus").GetString().ShouldBe("untagged");
        done.LifecyclePolicyWritten.ShouldBeTrue();
        // The tag comes first: the policy must not see the image without it.
        _bench.Aws.Operations.Where(operation => operation.StartsWith("Put", StringComparison.Ordinal)).ShouldBe(["PutImage", "PutLifecyclePolicy"]);
    }

    [Fact]
    public async Task Stopped_in_its_middle_it_tells_how_far_it_came()
    {
        _bench.Image('a', 90).Image('b', 90).Referrer('5', 90, 'b');
        var plan = await _bench.PlanAsync(Clear());
        using var stop = new CancellationTokenSource();
        var calls = 0;
        _bench.Aws.Seen = call => { if (call.Operation == "BatchDeleteImage" && ++calls == 2) stop.Cancel(); };

        await Should.ThrowAsync<OperationCanceledException>(() => plan.RunAsync(_bench.Bench.Reporter, stop.Token));

        _bench.Bench.Reporter.Lines.ShouldContain(line =>
            line.Level == LogLevel.Warning && line.Text.StartsWith("Stopped. 1 of 3 images are deleted, none that a function uses. Run the command again"));
    }

    [Theory]
    [InlineData("docker.io/library/nginx")]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example/shop")]
    public async Task Other_registries_are_not_cleared(string repository) =>
        (await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync(Clear() with { Repository = repository }))).Kind.ShouldBe(ErrorKind.RequestInvalid);

    [Fact]
    public async Task A_reference_names_account_and_Region()
    {
        _bench.Image('a', 90);

        await _bench.PlanAsync(Clear() with { Repository = Host + "/shop:v1" });

        _bench.Aws.Single("DescribeRepositories").Json.GetProperty("registryId").GetString().ShouldBe(Account);
        _bench.Aws.Single("DescribeImages").Json.GetProperty("repositoryName").GetString().ShouldBe("shop");
    }

    private static Dictionary<char, string> Reasons(RepositoryCleanup cleanup) =>
        cleanup.Images.Where(image => !image.Deleted).ToDictionary(image => image.Digest[^1], image => image.Reason);
}
