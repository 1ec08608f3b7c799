using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Names of repositories: the default one, and the rule all must keep.</summary>
internal static partial class RepositoryNaming
{
    private const int Shortest = 2;
    private const int Longest = 256;

    /// <summary><c>serverless-{service}-{stage}</c>, so that an image lands where the Serverless Framework would have
    /// put it.</summary>
    public static string Default(string service, string stage) =>
        Check(Dashes().Replace($"serverless-{service}-{stage}".ToLowerInvariant(), "-").TrimEnd('-'));

    /// <exception cref="LambdaImageException">ECR would not take the name.</exception>
    public static string Check(string name) => name.Length is >= Shortest and <= Longest && Grammar().IsMatch(name)
        ? name
        : throw AwsErrors.RepositoryNameInvalid(name);

    [GeneratedRegex("-{2,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dashes();

    /// <summary>As in
    /// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html"/>.</summary>
    [GeneratedRegex(
        @"^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Grammar();
}
