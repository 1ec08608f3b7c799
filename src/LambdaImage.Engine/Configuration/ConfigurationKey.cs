using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Configuration;

/// <summary>One key of lambda-image.yml. Reader, schema, documentation and evidence are all made of this.</summary>
/// <param name="Name">The key, in camelCase.</param>
/// <param name="Shape">What its value looks like.</param>
/// <param name="Decides">What it decides, in a few words: "the handler".</param>
/// <param name="Description">A sentence or two for the schema, which editors show.</param>
internal sealed record ConfigurationKey(string Name, ConfigurationShape Shape, string Decides, string Description)
{
    /// <summary>The keys of a section.</summary>
    public IReadOnlyList<ConfigurationKey> Members { get; init; } = [];

    /// <summary>For sections by name: the member that a single text stands for; null: there must be keys.</summary>
    public Func<string, string>? ShortFor { get; init; }

    /// <summary>The words to choose from.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What each text must match; null: anything without line breaks.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>What such a text is, for the error: completes "is not …".</summary>
    public string Kind { get; init; } = "such a value";

    /// <summary>Whether the text may be empty, which then means something.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>The key of a member; null when there is none of that name.</summary>
    public ConfigurationKey? Member(string name, StringComparison comparison = StringComparison.Ordinal) =>
        Members.FirstOrDefault(member => string.Equals(member.Name, name, comparison));
}
