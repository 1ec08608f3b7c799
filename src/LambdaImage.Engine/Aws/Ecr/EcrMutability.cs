using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Tag mutability as ECR has it: a rule, and patterns of tags for which the opposite holds.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html"/></summary>
/// <param name="IsImmutable">The rule.</param>
/// <param name="Exclusions">The patterns.</param>
internal sealed record EcrMutability(bool IsImmutable, IReadOnlyList<string> Exclusions)
{
    /// <summary>Moving tags such as "latest" is how people find images; functions are pinned to digests, so they never
    /// move.</summary>
    public static readonly EcrMutability Default = new(IsImmutable: false, []);

    /// <summary>ECR's name of it.</summary>
    public string Name => (IsImmutable ? "IMMUTABLE" : "MUTABLE") + (Exclusions.Count > 0 ? "_WITH_EXCLUSION" : "");

    public static EcrMutability Of(EcrRepository repository) =>
        new(repository.IsImmutable, [.. repository.ImageTagMutabilityExclusionFilters?.Select(filter => filter.Filter) ?? []]);

    /// <summary>What was asked for; null: nothing.</summary>
    public static EcrMutability? Of(RepositoryOptions options) => options.TagMutability is { } mutability
        ? new(mutability == TagMutability.Immutable, options.TagMutabilityExclusions ?? [])
        : null;

    /// <summary>Whether a tag stays where it is once it is set.</summary>
    public bool Freezes(string tag) =>
        IsImmutable != Exclusions.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, tag, ignoreCase: false));

    /// <summary>The member of requests; null: none.</summary>
    public JsonArray? ToFilters() => Exclusions.Count == 0
        ? null
        : new JsonArray([.. Exclusions.Select(filter => new JsonObject { ["filterType"] = "WILDCARD", ["filter"] = filter })]);

    public bool Equals(EcrMutability? other) => other is not null && IsImmutable == other.IsImmutable
        && Exclusions.ToHashSet(StringComparer.Ordinal).SetEquals(other.Exclusions);

    public override int GetHashCode() => HashCode.Combine(IsImmutable, Exclusions.Count);

    public override string ToString() => Exclusions.Count == 0 ? Name : $"{Name} ({string.Join(", ", Exclusions)})";
}
