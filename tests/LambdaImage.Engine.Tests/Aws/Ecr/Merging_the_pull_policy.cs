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

    [Fact]
    public void Other_accounts_need_both_statements()
    {
        var policy = JsonSerializer.Deserialize<JsonElement>(LambdaPullPolicy.AddAccounts(existing: null, "cn-north-1", ["333333333333"])!).GetProperty("Statement");

        policy[0].GetProperty("Sid").GetString().ShouldBe("CrossAccountPermission");
        policy[0].GetProperty("Principal").GetProperty("AWS")[0].GetString().ShouldBe("arn:aws-cn:iam::333333333333:root");
        policy[1].GetProperty("Sid").GetString().ShouldBe("LambdaECRImageCrossAccountRetrievalPolicy");
        policy[1].GetProperty("Principal").GetProperty("Service").GetString().ShouldBe("lambda.amazonaws.com");
        policy[1].GetProperty("Condition").GetProperty("StringLike").GetProperty("aws:sourceARN")[0].GetString()
            .ShouldBe("arn:aws-cn:lambda:cn-north-1:333333333333:function:*");
    }

    [Fact]
    public void Further_accounts_join_those_that_are_there_and_foreign_statements_stay()
    {
        var first = LambdaPullPolicy.AddAccounts($$"""{"Version":"2012-10-17","Statement":{{Other}}}""", "eu-west-1", ["333333333333"]);

        LambdaPullPolicy.AddAccounts(first, "eu-west-1", ["333333333333"]).ShouldBeNull();
        var second = LambdaPullPolicy.AddAccounts(first, "eu-west-1", ["333333333333", "444444444444"]).ShouldNotBeNull();

        var statements = JsonSerializer.Deserialize<JsonElement>(second).GetProperty("Statement");
        statements.EnumerateArray().Select(statement => statement.GetProperty("Sid").GetString()).ShouldBe(["Team", "CrossAccountPermission", "LambdaECRImageCrossAccountRetrievalPolicy"]);
        statements[1].GetProperty("Principal").GetProperty("AWS").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public void An_account_that_IAM_writes_by_number_is_not_added_again()
    {
        var policy = LambdaPullPolicy.AddAccounts(existing: null, "eu-west-1", ["333333333333"])!.Replace("arn:aws:iam::333333333333:root", "333333333333", StringComparison.Ordinal);

        LambdaPullPolicy.AddAccounts(policy, "eu-west-1", ["333333333333"]).ShouldBeNull();
    }

    [Fact]
    public void A_condition_with_one_value_becomes_a_list()
    {
        const string Single = """{"Statement":[{"Sid":"CrossAccountPermission","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::333333333333:root"},"Action":"ecr:BatchGetImage"},{"Sid":"LambdaECRImageCrossAccountRetrievalPolicy","Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"ecr:BatchGetImage","Condition":{"StringLike":{"aws:sourceArn":"arn:aws:lambda:eu-west-1:333333333333:function:*"}}}]}""";

        var policy = LambdaPullPolicy.AddAccounts(Single, "eu-west-1", ["444444444444"]).ShouldNotBeNull();

        JsonSerializer.Deserialize<JsonElement>(policy).GetProperty("Statement")[1].GetProperty("Condition").GetProperty("StringLike")
            .GetProperty("aws:sourceArn").EnumerateArray().Select(arn => arn.GetString())
            .ShouldBe(["arn:aws:lambda:eu-west-1:333333333333:function:*", "arn:aws:lambda:eu-west-1:444444444444:function:*"]);
    }

    [Theory]
    [InlineData("eu-west-1", "aws")]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    [InlineData("eusc-de-east-1", "aws-eusc")]
    public void Statements_to_paste_are_for_the_partition(string region, string partition)
    {
        var text = LambdaPullPolicy.Statements(region, "123456789012");

        text.ShouldContain($"arn:{partition}:iam::123456789012:root");
        text.ShouldContain($"arn:{partition}:lambda:{region}:123456789012:function:*");
    }

    [Fact]
    public void Readers_are_the_accounts_that_a_policy_names()
    {
        LambdaPullPolicy.Readers(null).Accounts.ShouldBeEmpty();
        LambdaPullPolicy.Readers(null).Open.ShouldBeFalse();
        LambdaPullPolicy.Readers(LambdaPullPolicy.AddAccounts(LambdaPullPolicy.AddTo(null), "eu-west-1", ["333333333333"])).Accounts.ShouldBe(["333333333333"]);
        LambdaPullPolicy.Readers($$"""{"Statement":[{{Other}}]}""").Open.ShouldBeTrue();
        LambdaPullPolicy.Readers("not json").Open.ShouldBeTrue();
        LambdaPullPolicy.Readers("""{"Statement":{"Effect":"Deny","Principal":"*"}}""").Open.ShouldBeFalse();
    }
}
