using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Lifecycle policies: which are safe for images that functions run, and whether two mean the same.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html"/></summary>
internal static class LifecyclePolicy
{
    /// <summary>What ECR takes.</summary>
    private const int Shortest = 100;

    private const int Longest = 30_720;

    private const int LargestCount = 1000;

    /// <summary>A policy that expires untagged images beyond a number, and nothing else. ECR cannot know which images
    /// functions use, so no rule may reach a tagged one.</summary>
    public static string Untagged(int keep) => new JsonObject
    {
        ["rules"] = new JsonArray(new JsonObject
        {
            // Last, so that rules somebody adds come first.
            ["rulePriority"] = 1000,
            ["description"] = $"LambdaImage: keep the newest {keep} untagged images; tagged images never expire",
            ["selection"] = new JsonObject
            {
                ["tagStatus"] = "untagged",
                ["countType"] = "imageCountMoreThan",
                ["countNumber"] = keep,
            },
            ["action"] = new JsonObject { ["type"] = "expire" },
        }),
    }.ToJsonString();

    /// <summary>The policy that was asked for; null: none.</summary>
    /// <exception cref="LambdaImageException">It cannot be read, or two were asked for.</exception>
    public static string? Of(RepositoryOptions options)
    {
        if (options is { LifecyclePolicy: not null, MaxImages: not null })
        {
            throw AwsErrors.RepositoryOptionInvalid(
                "-LifecyclePolicy", "it and -MaxImages both write the lifecycle policy", "Give one of them.");
        }

        if (options.MaxImages is { } keep)
        {
            return keep is >= 1 and <= LargestCount ? Untagged(keep) : throw AwsErrors.RepositoryOptionInvalid(
                "-MaxImages", $"{keep} is not between 1 and {LargestCount}", "Give the number of untagged images to keep, for example -MaxImages 20.");
        }

        return options.LifecyclePolicy is { } given ? Read(given) : null;
    }

    /// <summary>Whether both say the same, however they are written.</summary>
    public static bool Same(string one, string? other)
    {
        try
        {
            return other is not null && JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether a rule may expire tagged images.</summary>
    public static bool ReachesTagged(string policy) => JsonNode.Parse(policy)?["rules"] is JsonArray rules
        && rules.Any(rule => rule?["selection"]?["tagStatus"]?.ToString() != "untagged" && rule?["action"]?["type"]?.ToString() == "expire");

    private static string Read(string given)
    {
        var text = given.TrimStart().StartsWith('{') ? given : ReadFile(given);
        try
        {
            if (JsonNode.Parse(text)?["rules"] is not JsonArray { Count: > 0 }) throw Invalid("it has no rules");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw Invalid($"it is no JSON object ({broken.Message})");
        }

        return text.Length is >= Shortest and <= Longest ? text
            : throw Invalid($"it has {text.Length} characters, and Amazon ECR takes {Shortest} to {Longest}");
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Invalid(unreadable.Message);
        }
    }

    private static LambdaImageException Invalid(string reason) => AwsErrors.RepositoryOptionInvalid(
        "-LifecyclePolicy", reason, "Give the policy's JSON or the path of a file that holds it; -MaxImages 20 writes a safe one.");
}
