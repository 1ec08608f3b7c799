using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Taking_an_image_of_another_account : IDisposable
{
    private const string Foreign = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/shop";

    private readonly FunctionBench _bench = new();

    public Taking_an_image_of_another_account() => _bench.Function.Exists(FunctionBench.OldDigest);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Without_a_policy_both_statements_are_asked_for()
    {
        _bench.Bench.Aws.On("GetRepositoryPolicy", FakeAwsReply.Error(400, "RepositoryPolicyNotFoundException", "none"));

        var error = await _bench.FailAsync(Request);

        error.Kind.ShouldBe(ErrorKind.ImageNotReadable);
        error.Message.ShouldContain(LambdaPullPolicy.AccountStatementId);
        error.Message.ShouldContain(LambdaPullPolicy.ServiceStatementId);
        error.Remedy.ShouldContain("arn:aws:lambda:eu-west-1:123456789012:function:*");
        _bench.Function.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_the_account_alone_it_works_and_is_warned_of()
    {
        Policy("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"ecr:*"}}""");

        (await _bench.DeployAsync(Request)).Change.ShouldBe(DeploymentChange.Updated);

        _bench.Bench.Reporter.Lines.ShouldContain(line => line.Level == LogLevel.Warning && line.Text.Contains("fails weeks later"));
    }

    [Fact]
    public async Task With_both_nothing_is_said()
    {
        Policy($$"""{"Statement":{{LambdaPullPolicy.Statements("eu-west-1", "123456789012")}}}""");

        await _bench.DeployAsync(Request);

        _bench.Bench.Reporter.Lines.ShouldNotContain(line => line.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task Whoever_may_not_read_the_policy_leaves_it_to_Lambda()
    {
        _bench.Bench.Aws.On("GetRepositoryPolicy", FakeAwsReply.Error(400, "AccessDeniedException", "no"));

        (await _bench.DeployAsync(Request)).Change.ShouldBe(DeploymentChange.Updated);
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}""", true, false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":["123456789012"]},"Action":["ecr:BatchGetImage"]}]}""", false, false)]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:*"}]}""", false, false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"ecr:*","Condition":{"StringLike":{"aws:sourceARN":"arn:aws:lambda:eu-west-1:999999999999:function:*"}}}]}""", false, false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"ecr:*"}]}""", false, true)]
    [InlineData("not json", true, true)]
    public void Policies_are_read_as_AWS_reads_them(string policy, bool account, bool lambda) =>
        CrossAccountPolicy.Allows(policy, "123456789012").ShouldBe((account, lambda));

    private UpdateFunctionRequest Request
    {
        get
        {
            var uri = $"{Foreign}@{FunctionBench.NewDigest}";
            var request = _bench.Request(FunctionBench.NewDigest);
            return request with { ImageUri = uri, Image = request.Image! with { ImageUri = uri, Repository = Foreign } };
        }
    }

    private void Policy(string text) => _bench.Bench.Aws.On("GetRepositoryPolicy", FakeAwsReply.Json(new { policyText = text }));
}
