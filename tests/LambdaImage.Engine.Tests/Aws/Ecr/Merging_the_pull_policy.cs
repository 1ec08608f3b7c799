using System.Text.Json;
using LambdaImage.Engine.Aws.Ecr;

namespace LambdaImage.Engine.Tests.Aws.Ecr;

public sealed class Merging_the_pull_policy
{
    private const string Other = """{"Sid":"Team","Effect":"Allow","Principal":"*","Action":"ecr:GetDownloadUrlForLayer"}""";

    [Theory]
    [InlineData(null, 1)]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", 1)]
    [InlineData("""{"Version":"2012-10-17","Statement":[OTHER]}""", 2)]
    [InlineData("""{"Version":"2012-10-17","Statement":OTHER}""", 2)]
    public void The_statement_joins_the_others(string? existing, int expected)
    {
        var policy = LambdaPullPolicy.AddTo(existing?.Replace("OTHER", Other, StringComparison.Ordinal)).ShouldNotBeNull();

        var statements = JsonSerializer.Deserialize<JsonElement>(policy).GetProperty("Statement").EnumerateArray().ToList();
        statements.Count.ShouldBe(expected);
        statements[^1].GetProperty("Sid").GetString().ShouldBe("LambdaECRImageRetrievalPolicy");
        statements[^1].GetProperty("Action").EnumerateArray().Select(a => a.GetString()).ShouldBe(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]);
    }

    [Fact]
    public void A_policy_that_has_it_stays() => LambdaPullPolicy.AddTo(LambdaPullPolicy.AddTo(null)).ShouldBeNull();

    [Fact]
    public void A_policy_that_cannot_be_read_is_not_overwritten() => LambdaPullPolicy.AddTo("not json").ShouldBeNull();
}
