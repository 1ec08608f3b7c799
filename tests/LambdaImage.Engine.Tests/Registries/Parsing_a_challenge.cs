using LambdaImage.Engine.Registries.Auth;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Parsing_a_challenge
{
    [Theory]
    [InlineData("Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\"",
        "Bearer(realm=https://auth.docker.io/token;service=registry.docker.io)")]
    [InlineData("Bearer realm=\"https://a/t\",scope=\"repository:a/b:pull,push\"",
        "Bearer(realm=https://a/t;scope=repository:a/b:pull,push)")]
    [InlineData("Basic realm=\"https://1.dkr.ecr.eu-west-1.amazonaws.com/\",service=\"ecr.amazonaws.com\"",
        "Basic(realm=https://1.dkr.ecr.eu-west-1.amazonaws.com/;service=ecr.amazonaws.com)")]
    [InlineData("Bearer realm=\"x\",service=y, Basic realm=\"z\"", "Bearer(realm=x;service=y) Basic(realm=z)")]
    [InlineData("Negotiate, Basic realm=\"z\"", "Negotiate() Basic(realm=z)")]
    [InlineData("Negotiate YWJjZGVm==, Basic realm=\"z\"", "Negotiate() Basic(realm=z)")]
    [InlineData("Basic realm=\"say \\\"hi\\\", please\"", "Basic(realm=say \"hi\", please)")]
    [InlineData("bearer REALM=abc , error = \"insufficient_scope\"", "bearer(REALM=abc;error=insufficient_scope)")]
    [InlineData("Basic", "Basic()")]
    [InlineData("Bearer realm=\"never closed", "Bearer(realm=never closed)")]
    [InlineData("", "")]
    [InlineData(", ,", "")]
    [InlineData("= = \"", "")]
    public void Commas_quotes_and_several_challenges_are_told_apart(string header, string expected) =>
        string.Join(' ', ChallengeReader.Read(header).Select(each =>
            $"{each.Scheme}({string.Join(';', each.Parameters.Select(pair => $"{pair.Key}={pair.Value}"))})")).ShouldBe(
                expected);

    [Theory]
    [InlineData("Basic realm=\"z\"", "Bearer realm=\"x\"", "Bearer")]
    [InlineData("Bearer service=\"without realm\"", "Basic realm=\"z\"", "Basic")]
    [InlineData("Negotiate", "Digest realm=\"z\"", null)]
    public void A_token_is_preferred_to_a_password(string first, string second, string? expected)
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.TryAddWithoutValidation("WWW-Authenticate", [first, second]);
        Challenge.Choose(answer)?.Scheme.ShouldBe(expected);
        (Challenge.Choose(answer) is null).ShouldBe(expected is null);
    }
}
