using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Repositories;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Names of repositories: the default one, and the rule all must keep.</summary>
internal static partial class RepositoryNaming
{
    private const int Shortest = 2;
    private const int Longest = 256;

    private static readonly string[] Variables = ["service", "stage"];

    /// <summary><c>serverless-{service}-{stage}</c>, so that an image lands where the Serverless Framework would have
    /// put it.</summary>
    public static string Default(string service, string stage) =>
        Check(NameTemplate.Squeeze($"serverless-{service}-{stage}".ToLowerInvariant()).TrimEnd('-'));

    /// <summary>Fills <c>{service}</c> and <c>{stage}</c> in, by the same rules; a name without variables stays as it
    /// is.</summary>
    /// <exception cref="LambdaImageException">A variable is unknown, or ECR would not take the name.</exception>
    public static string Expand(string template, string service, string stage)
    {
        if (!NameTemplate.HasVariables(template)) return Check(template);
        var filled = NameTemplate.Fill(template, Variables, name => name switch
        {
            "service" => Illegal().Replace(service.ToLowerInvariant(), "-"),
            "stage" => Illegal().Replace(stage.ToLowerInvariant(), "-"),
            _ => null,
        });
        return Check(string.Join('/', NameTemplate.Squeeze(filled.ToLowerInvariant()).Split('/').Select(part => part.Trim('-'))));
    }

    /// <exception cref="LambdaImageException">ECR would not take the name.</exception>
    public static string Check(string name) => name.Length is >= Shortest and <= Longest && Grammar().IsMatch(name)
        ? name
        : throw AwsErrors.RepositoryNameInvalid(name);

    [GeneratedRegex("[^a-z0-9._-]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Illegal();

    /// <summary>As in
    /// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html"/>.</summary>
    [GeneratedRegex(
        @"^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Grammar();
}
