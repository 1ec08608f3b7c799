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
        createdAt = 1.7e9,
    };

    private static readonly FakeAwsReply Missing = FakeAwsReply.Error(400, "RepositoryNotFoundException", "no such repository");

    private readonly AwsBench _bench = new();

    public Preparing_a_repository() => _bench.Aws
        .On("GetCallerIdentity", FakeAwsReply.Xml(
            "<R><GetCallerIdentityResult><Account>210987654321</Account><Arn>arn:aws:iam::210987654321:root</Arn></GetCallerIdentityResult></R>"))
        .On("CreateRepository", FakeAwsReply.Json(new { repository = Repository }))
        .On("GetRepositoryPolicy", FakeAwsReply.Error(400, "RepositoryPolicyNotFoundException", "none"))
        .On("SetRepositoryPolicy", FakeAwsReply.Json(new { policyText = "{}" }));

    public void Dispose() => _bench.Dispose();

    private EcrRepositories Repositories => new(_bench.Connect());

    [Fact]
    public async Task One_that_exists_is_used_as_it_is()
    {
        _bench.Aws.On("DescribeRepositories", FakeAwsReply.Json(new { repositories = new[] { Repository } }));

        var plan = await Repositories.PlanAsync("shop", accountId: null, mayCreate: false, default);
        var created = await Repositories.RunAsync(plan, "shop", _bench.Reporter, default);

        plan.Uri.ShouldBe("123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop");
        created.ShouldBeFalse();
        _bench.Aws.Operations.ShouldBe(["DescribeRepositories"]);
    }

    [Fact]
    public async Task Planning_a_missing_one_only_reads()
    {
        _bench.Aws.On("DescribeRepositories", Missing);

        var plan = await Repositories.PlanAsync("shop", accountId: null, mayCreate: true, default);

        plan.Creates.ShouldBeTrue();
        plan.Uri.ShouldBe("210987654321.dkr.ecr.eu-west-1.amazonaws.com/shop");
        _bench.Aws.Operations.ShouldBe(["DescribeRepositories", "GetCallerIdentity"]);
    }

    [Fact]
    public async Task A_missing_one_that_may_not_be_created_is_an_error()
    {
        _bench.Aws.On("DescribeRepositories", Missing);

        var error = await Should.ThrowAsync<LambdaImageException>(() => Repositories.PlanAsync("shop", accountId: null, mayCreate: false, default));

        error.Kind.ShouldBe(ErrorKind.RepositoryNotFound);
        error.Message.ShouldContain("account 210987654321 in eu-west-1");
    }

    [Fact]
    public async Task Running_creates_it_scanned_tagged_and_readable_for_Lambda()
    {
        _bench.Aws.On("DescribeRepositories", Missing);
        var plan = await Repositories.PlanAsync("shop", accountId: null, mayCreate: true, default);

        (await Repositories.RunAsync(plan, "my-service", _bench.Reporter, default)).ShouldBeTrue();

        _bench.Aws.Single("CreateRepository").Body.ShouldBe(
            """{"repositoryName":"shop","imageTagMutability":"MUTABLE","imageScanningConfiguration":{"scanOnPush":true},"tags":[{"Key":"lambdaimage:service","Value":"my-service"}]}""");
        var policy = JsonSerializer.Deserialize<JsonElement>(_bench.Aws.Single("SetRepositoryPolicy").Json.GetProperty("policyText").GetString()!);
        policy.GetProperty("Statement")[0].GetProperty("Principal").GetProperty("Service").GetString().ShouldBe("lambda.amazonaws.com");
    }

    [Fact]
    public async Task When_somebody_else_is_faster_theirs_is_used_and_left_alone()
    {
        _bench.Aws.On("DescribeRepositories", Missing)
            .On("CreateRepository", FakeAwsReply.Error(400, "RepositoryAlreadyExistsException", "exists"));
        var plan = await Repositories.PlanAsync("shop", accountId: null, mayCreate: true, default);

        (await Repositories.RunAsync(plan, "shop", _bench.Reporter, default)).ShouldBeFalse();

        _bench.Aws.Operations.ShouldNotContain("SetRepositoryPolicy");
    }

    [Fact]
    public async Task Whoever_may_not_set_policies_is_warned_and_can_still_push()
    {
        _bench.Aws.On("DescribeRepositories", Missing)
            .On("SetRepositoryPolicy", FakeAwsReply.Error(400, "AccessDeniedException", "not authorized"));
        var plan = await Repositories.PlanAsync("shop", accountId: null, mayCreate: true, default);

        (await Repositories.RunAsync(plan, "shop", _bench.Reporter, default)).ShouldBeTrue();

        _bench.Reporter.Lines.ShouldContain(line => line.Level == LogLevel.Warning && line.Text.Contains("ecr:SetRepositoryPolicy"));
    }

    [Fact]
    public async Task Another_account_is_asked_for_by_its_number()
    {
        _bench.Aws.On("DescribeRepositories", FakeAwsReply.Json(new { repositories = new[] { Repository } }));

        await Repositories.PlanAsync("shop", "123456789012", mayCreate: false, default);

        _bench.Aws.Single("DescribeRepositories").Body.ShouldBe("""{"registryId":"123456789012","repositoryNames":["shop"]}""");
    }
}
