using System.Text.Json;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Aws.Ecr;

public sealed class Preparing_a_repository : IDisposable
{
    private static readonly object Repository = new
    {
        repositoryName = "shop",
        repositoryArn = "arn:aws:ecr:eu-west-1:123456789012:repository/shop",
        registryId = "123456789012",
        repositoryUri = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop",
        imageTagMutability = "MUTABLE",
        imageScanningConfiguration = new { scanOnPush = true },
        encryptionConfiguration = new { encryptionType = "AES256" },
        createdAt = 1.7e9,
    };

    private static readonly FakeAwsReply Missing = FakeAwsReply.Error(400, "RepositoryNotFoundException", "no such repository");

    private readonly AwsBench _bench = new();

    public Preparing_a_repository() => _bench.Aws
        .On("GetCallerIdentity", FakeAwsReply.Xml(
            "<R><GetCallerIdentityResult><Account>210987654321</Account><Arn>arn:aws:iam::210987654321:root</Arn></GetCallerIdentityResult></R>"))
        .On("CreateRepository", FakeAwsReply.Json(new { repository = Repository }))
        .On("DescribeRepositoryCreationTemplates", FakeAwsReply.Json(new { repositoryCreationTemplates = Array.Empty<object>() }))
        .On("DescribePullThroughCacheRules", FakeAwsReply.Json(new { pullThroughCacheRules = Array.Empty<object>() }))
        .On("GetRepositoryPolicy", FakeAwsReply.Error(400, "RepositoryPolicyNotFoundException", "none"))
        .On("GetLifecyclePolicy", FakeAwsReply.Error(400, "LifecyclePolicyNotFoundException", "none"))
        .On("ListTagsForResource", FakeAwsReply.Json(new { tags = new[] { new { Key = "team", Value = "a" } } }))
        .On("PutImageScanningConfiguration", FakeAwsReply.Json(new { }))
        .On("PutImageTagMutability", FakeAwsReply.Json(new { }))
        .On("PutLifecyclePolicy", FakeAwsReply.Json(new { }))
        .On("TagResource", FakeAwsReply.Json(new { }))
        .On("SetRepositoryPolicy", FakeAwsReply.Json(new { policyText = "{}" }));

    public void Dispose() => _bench.Dispose();

    private EcrRepositories Repositories => new(_bench.Connect(), _bench.Reporter);

    [Fact]
    public async Task One_that_exists_is_used_as_it_is()
    {
        Exists();

        var plan = await Repositories.PlanAsync(Target(mayCreate: false), default);
        var created = await Repositories.RunAsync(plan, default);

        plan.Uri.ShouldBe("123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop");
        plan.Action.ShouldBeNull();
        created.ShouldBeFalse();
        _bench.Aws.Operations.ShouldBe(["DescribeRepositories"]);
    }

    [Fact]
    public async Task Planning_a_missing_one_only_reads()
    {
        _bench.Aws.On("DescribeRepositories", Missing);

        var plan = await Repositories.PlanAsync(Target(), default);

        plan.Creates.ShouldBeTrue();
        plan.Uri.ShouldBe("210987654321.dkr.ecr.eu-west-1.amazonaws.com/shop");
        _bench.Aws.Operations.ShouldBe(["DescribeRepositories", "GetCallerIdentity", "DescribeRepositoryCreationTemplates", "DescribePullThroughCacheRules"]);
    }

    [Fact]
    public async Task A_missing_one_that_may_not_be_created_is_an_error()
    {
        _bench.Aws.On("DescribeRepositories", Missing);

        var error = await Should.ThrowAsync<LambdaImageException>(() => Repositories.PlanAsync(Target(mayCreate: false), default));

        error.Kind.ShouldBe(ErrorKind.RepositoryNotFound);
        error.Message.ShouldContain("account 210987654321 in eu-west-1");
    }

    [Fact]
    public async Task Running_creates_it_scanned_tagged_and_readable_for_Lambda()
    {
        _bench.Aws.On("DescribeRepositories", Missing);
        var plan = await Repositories.PlanAsync(Target() with { Service = "my-service" }, default);

        (await Repositories.RunAsync(plan, default)).ShouldBeTrue();

        _bench.Aws.Single("CreateRepository").Body.ShouldBe(
            """{"repositoryName":"shop","imageTagMutability":"MUTABLE","imageScanningConfiguration":{"scanOnPush":true},"tags":[{"Key":"lambdaimage:service","Value":"my-service"}]}""");
        var policy = JsonSerializer.Deserialize<JsonElement>(_bench.Aws.Single("SetRepositoryPolicy").Json.GetProperty("policyText").GetString()!);
        policy.GetProperty("Statement")[0].GetProperty("Principal").GetProperty("Service").GetString().ShouldBe("lambda.amazonaws.com");
    }

    [Fact]
    public async Task Running_creates_it_with_all_that_was_asked_for()
    {
        _bench.Aws.On("DescribeRepositories", Missing);
        var options = new RepositoryOptions
        {
            ScanOnPush = false,
            TagMutability = TagMutability.Immutable,
            TagMutabilityExclusions = ["latest", "sha256-*"],
            Encryption = RepositoryEncryption.KmsDsse,
            KmsKey = "alias/images",
            MaxImages = 20,
            Tags = new Dictionary<string, string> { ["team"] = "b" },
            LambdaAccess = false,
            LambdaAccounts = ["333333333333"],
        };

        await Repositories.RunAsync(await Repositories.PlanAsync(Target(options: options), default), default);

        _bench.Aws.Single("CreateRepository").Body.ShouldBe(
            """{"repositoryName":"shop","imageTagMutability":"IMMUTABLE_WITH_EXCLUSION","imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"latest"},{"filterType":"WILDCARD","filter":"sha256-*"}],"imageScanningConfiguration":{"scanOnPush":false},"encryptionConfiguration":{"encryptionType":"KMS_DSSE","kmsKey":"alias/images"},"tags":[{"Key":"team","Value":"b"}]}""");
        var lifecycle = _bench.Aws.Single("PutLifecyclePolicy").Json.GetProperty("lifecyclePolicyText").GetString()!;
        LifecyclePolicy.ReachesTagged(lifecycle).ShouldBeFalse();
        _bench.Aws.Single("SetRepositoryPolicy").Body.ShouldContain("arn:aws:lambda:eu-west-1:333333333333:function:*");
    }

    [Fact]
    public async Task What_differs_is_changed_and_named_and_nothing_else()
    {
        Exists();
        var options = new RepositoryOptions
        {
            ScanOnPush = false,
            TagMutability = TagMutability.Immutable,
            MaxImages = 5,
            Tags = new Dictionary<string, string> { ["team"] = "b" },
            LambdaAccess = true,
        };

        var plan = await Repositories.PlanAsync(Target(options: options), default);

        plan.Action.ShouldBe(
            "Change the repository: turn scanning on push off, set tag mutability IMMUTABLE (now MUTABLE), set a lifecycle policy, set the tags team, let Lambda read it");
        _bench.Aws.Operations.ShouldAllBe(operation => operation.StartsWith("Describe", StringComparison.Ordinal) || operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal));
        await Repositories.RunAsync(plan, default);
        _bench.Aws.Operations.TakeLast(5).ShouldBe(
            ["PutImageScanningConfiguration", "PutImageTagMutability", "PutLifecyclePolicy", "TagResource", "SetRepositoryPolicy"]);
    }

    [Fact]
    public async Task What_is_equal_is_not_written()
    {
        Exists();
        _bench.Aws.On("GetLifecyclePolicy", FakeAwsReply.Json(new { lifecyclePolicyText = " " + LifecyclePolicy.Untagged(5) }))
            .On("GetRepositoryPolicy", FakeAwsReply.Json(new { policyText = LambdaPullPolicy.AddTo(existing: null) }));
        var options = new RepositoryOptions
        {
            ScanOnPush = true,
            TagMutability = TagMutability.Mutable,
            Encryption = RepositoryEncryption.Aes256,
            MaxImages = 5,
            Tags = new Dictionary<string, string> { ["team"] = "a" },
            LambdaAccess = true,
        };

        var plan = await Repositories.PlanAsync(Target(options: options), default);

        plan.Action.ShouldBeNull();
        plan.Warnings.ShouldBeEmpty();
        _bench.Aws.Operations.ShouldBe(["DescribeRepositories", "GetLifecyclePolicy", "ListTagsForResource", "GetRepositoryPolicy"]);
    }

    [Fact]
    public async Task Another_encryption_is_a_warning_because_nothing_can_change_it()
    {
        Exists();

        var plan = await Repositories.PlanAsync(Target(options: new() { Encryption = RepositoryEncryption.Kms }), default);

        plan.Changes.ShouldBeEmpty();
        plan.Warnings.ShouldHaveSingleItem().ShouldContain("encrypted with AES256, not with KMS");
    }

    [Fact]
    public async Task A_policy_that_expires_tagged_images_is_a_warning()
    {
        Exists();
        const string Unsafe = """{"rules":[{"rulePriority":1,"description":"ten images and no more, whatever runs","selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":10},"action":{"type":"expire"}}]}""";

        var plan = await Repositories.PlanAsync(Target(options: new() { LifecyclePolicy = Unsafe }), default);

        plan.Changes.ShouldHaveSingleItem();
        plan.Warnings.ShouldHaveSingleItem().ShouldContain("Clear-LambdaImageRepository");
    }

    [Fact]
    public async Task A_template_that_creates_on_push_is_left_to_do_so()
    {
        _bench.Aws.On("DescribeRepositories", Missing)
            .On("DescribeRepositoryCreationTemplates", FakeAwsReply.Json(new
            {
                repositoryCreationTemplates = new object[]
                {
                    new { prefix = "ROOT", appliedFor = new[] { "REPLICATION" } },
                    new { prefix = "team", appliedFor = new[] { "CREATE_ON_PUSH" } },
                },
            }));

        var plan = await Repositories.PlanAsync(new RepositoryTarget("team/shop", AccountId: null, MayCreate: true) { Options = new() { ScanOnPush = true } }, default);
        await Repositories.RunAsync(plan, default);

        plan.Creates.ShouldBeFalse();
        plan.Action.ShouldBe("Let Amazon ECR create the repository after its template");
        plan.Warnings.ShouldHaveSingleItem().ShouldContain("template for 'team'");
        _bench.Aws.Operations.ShouldNotContain("CreateRepository");
    }

    [Fact]
    public async Task Templates_are_read_page_by_page_and_the_longest_prefix_decides()
    {
        _bench.Aws.On("DescribeRepositories", Missing)
            .On("DescribeRepositoryCreationTemplates",
                FakeAwsReply.Json(new { repositoryCreationTemplates = new[] { new { prefix = "ROOT", appliedFor = new[] { "CREATE_ON_PUSH" } } }, nextToken = "more" }),
                FakeAwsReply.Json(new { repositoryCreationTemplates = new[] { new { prefix = "team/", appliedFor = new[] { "REPLICATION" } } } }));

        (await Repositories.PlanAsync(new RepositoryTarget("team/shop", AccountId: null, MayCreate: true), default)).Creates.ShouldBeTrue();
        (await Repositories.PlanAsync(new RepositoryTarget("teamwork", AccountId: null, MayCreate: true), default)).Creates.ShouldBeTrue();
        _bench.Aws.Calls.Last(call => call.Operation == "DescribeRepositoryCreationTemplates").Body.ShouldBe("{}");
    }

    [Fact]
    public async Task A_name_under_a_pull_through_cache_is_not_created()
    {
        _bench.Aws.On("DescribeRepositories", Missing)
            .On("DescribePullThroughCacheRules", FakeAwsReply.Json(new { pullThroughCacheRules = new[] { new { ecrRepositoryPrefix = "docker-hub", upstreamRegistryUrl = "registry-1.docker.io" } } }));

        var error = await Should.ThrowAsync<LambdaImageException>(
            () => Repositories.PlanAsync(new RepositoryTarget("docker-hub/library/nginx", AccountId: null, MayCreate: true), default));

        error.Message.ShouldContain("pull-through cache of registry-1.docker.io");
    }

    [Fact]
    public async Task Settings_of_a_cache_are_left_as_they_are()
    {
        Exists();
        _bench.Aws.On("DescribePullThroughCacheRules", FakeAwsReply.Json(new { pullThroughCacheRules = new[] { new { ecrRepositoryPrefix = "ROOT" } } }));

        var plan = await Repositories.PlanAsync(Target(options: new() { ScanOnPush = false }), default);

        plan.Changes.ShouldBeEmpty();
        plan.Warnings.ShouldHaveSingleItem().ShouldContain("pull-through cache");
    }

    [Fact]
    public async Task Whoever_may_not_see_templates_and_caches_is_taken_to_have_none()
    {
        var denied = FakeAwsReply.Error(400, "AccessDeniedException", "not authorized");
        _bench.Aws.On("DescribeRepositories", Missing).On("DescribeRepositoryCreationTemplates", denied).On("DescribePullThroughCacheRules", denied);

        (await Repositories.PlanAsync(Target(), default)).Creates.ShouldBeTrue();

        _bench.Reporter.Lines.ShouldContain(line => line.Level == LogLevel.Verbose && line.Text.Contains("ecr:DescribePullThroughCacheRules"));
    }

    [Fact]
    public async Task When_somebody_else_is_faster_theirs_is_used_and_left_alone()
    {
        _bench.Aws.On("DescribeRepositories", Missing)
            .On("CreateRepository", FakeAwsReply.Error(400, "RepositoryAlreadyExistsException", "exists"));
        var plan = await Repositories.PlanAsync(Target(), default);

        (await Repositories.RunAsync(plan, default)).ShouldBeFalse();

        _bench.Aws.Operations.ShouldNotContain("SetRepositoryPolicy");
    }

    [Fact]
    public async Task When_somebody_else_is_faster_theirs_gets_what_was_asked_for()
    {
        _bench.Aws.On("DescribeRepositories", Missing, FakeAwsReply.Json(new { repositories = new[] { Repository } }))
            .On("CreateRepository", FakeAwsReply.Error(400, "RepositoryAlreadyExistsException", "exists"));
        var plan = await Repositories.PlanAsync(Target(options: new() { ScanOnPush = false }), default);

        (await Repositories.RunAsync(plan, default)).ShouldBeFalse();

        _bench.Aws.Single("PutImageScanningConfiguration").Json.GetProperty("imageScanningConfiguration").GetProperty("scanOnPush").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_repository_that_is_deleted_mid_way_is_told_as_that()
    {
        Exists();
        var plan = await Repositories.PlanAsync(Target(options: new() { ScanOnPush = false }), default);
        _bench.Aws.On("PutImageScanningConfiguration", Missing);

        var error = await Should.ThrowAsync<LambdaImageException>(() => Repositories.RunAsync(plan, default));

        error.Kind.ShouldBe(ErrorKind.RepositoryNotFound);
    }

    [Fact]
    public async Task Whoever_may_not_set_policies_is_warned_and_can_still_push()
    {
        _bench.Aws.On("DescribeRepositories", Missing)
            .On("SetRepositoryPolicy", FakeAwsReply.Error(400, "AccessDeniedException", "not authorized"));
        var plan = await Repositories.PlanAsync(Target(), default);

        (await Repositories.RunAsync(plan, default)).ShouldBeTrue();

        _bench.Reporter.Lines.ShouldContain(line => line.Level == LogLevel.Warning && line.Text.Contains("ecr:SetRepositoryPolicy"));
    }

    [Fact]
    public async Task Another_account_is_asked_for_by_its_number()
    {
        Exists();

        await Repositories.PlanAsync(new RepositoryTarget("shop", "123456789012", MayCreate: false) { Options = new() { ScanOnPush = false } }, default);

        _bench.Aws.Single("DescribeRepositories").Body.ShouldBe("""{"registryId":"123456789012","repositoryNames":["shop"]}""");
        _bench.Aws.Operations.ShouldNotContain("DescribeRepositoryCreationTemplates");
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(TagMutability.Immutable, null, true)]
    [InlineData(TagMutability.Immutable, "v*", false)]
    [InlineData(TagMutability.Mutable, "v*", true)]
    public async Task A_tag_that_cannot_be_moved_is_told_before_anything_is_sent(TagMutability? mutability, string? exclusion, bool refused)
    {
        Exists();
        var plan = await Repositories.PlanAsync(Target(options: new() { TagMutability = mutability, TagMutabilityExclusions = exclusion is null ? null : [exclusion] }), default);

        plan.CheckMoves([]);
        if (refused) Should.Throw<LambdaImageException>(() => plan.CheckMoves(["v1"])).Kind.ShouldBe(ErrorKind.TagImmutable);
        else plan.CheckMoves(["v1"]);
    }

    public static TheoryData<RepositoryOptions, string> Wrong => new()
    {
        { new() { TagMutabilityExclusions = ["latest"] }, "-TagMutabilityExclusion" },
        { new() { TagMutability = TagMutability.Immutable, TagMutabilityExclusions = ["a b"] }, "-TagMutabilityExclusion" },
        { new() { TagMutability = TagMutability.Immutable, TagMutabilityExclusions = ["1", "2", "3", "4", "5", "6"] }, "-TagMutabilityExclusion" },
        { new() { KmsKey = "alias/a" }, "-KmsKey" },
        { new() { LambdaAccounts = ["123"] }, "-LambdaAccount" },
        { new() { MaxImages = 0 }, "-MaxImages" },
        { new() { MaxImages = 1, LifecyclePolicy = "{}" }, "-LifecyclePolicy" },
        { new() { LifecyclePolicy = "{ not json" }, "-LifecyclePolicy" },
        { new() { LifecyclePolicy = "{\"rules\":[]}" }, "-LifecyclePolicy" },
        { new() { LifecyclePolicy = "no-such-file.json" }, "-LifecyclePolicy" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Settings_that_cannot_be_right_are_told_before_any_call(RepositoryOptions options, string parameter)
    {
        var error = await Should.ThrowAsync<LambdaImageException>(() => Repositories.PlanAsync(Target(options: options), default));

        error.Kind.ShouldBe(ErrorKind.RequestInvalid);
        error.Target.ShouldBe(parameter);
        _bench.Aws.Operations.ShouldBeEmpty();
    }

    private void Exists() => _bench.Aws.On("DescribeRepositories", FakeAwsReply.Json(new { repositories = new[] { Repository } }));

    private static RepositoryTarget Target(bool mayCreate = true, RepositoryOptions? options = null) =>
        new("shop", AccountId: null, mayCreate) { Options = options ?? new() };
}
