using System.Globalization;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Repositories;

/// <summary>Tags with variables, as Jets has them: <c>{version}-{timestamp}-{sha}</c>.</summary>
/// <param name="Stage">Value of <c>{stage}</c> and <c>{env}</c>.</param>
/// <param name="Version">Value of <c>{version}</c>; null: unknown.</param>
/// <param name="Time">Value of <c>{timestamp}</c>.</param>
/// <param name="Source">Values of <c>{branch}</c>, <c>{sha}</c> and <c>{dirty}</c>.</param>
internal sealed partial record TagTemplate(string Stage, string? Version, DateTimeOffset Time, SourceRevision Source)
{
    /// <summary>Docker's own limit, which is below ECR's.</summary>
    private const int Longest = 128;

    private static readonly string[] Known = ["stage", "env", "version", "timestamp", "branch", "sha", "dirty"];

    private static readonly string[] FromSource = ["branch", "sha", "dirty", "git_branch", "git_sha", "git_dirty"];

    /// <summary>Whether git has to be asked.</summary>
    public static bool NeedsSource(IEnumerable<string> templates) => templates.SelectMany(NameTemplate.Variables).Any(FromSource.Contains);

    /// <summary>The tag. What a tag cannot hold becomes '-'; a text without variables stays as it is.</summary>
    /// <exception cref="LambdaImageException">A variable is unknown or has no value.</exception>
    public string Expand(string template)
    {
        if (!NameTemplate.HasVariables(template)) return template;
        var filled = Illegal().Replace(NameTemplate.Fill(template, Known, name => Value(template, name)), "-");
        var tag = NameTemplate.Squeeze(filled).TrimStart('-', '.').TrimEnd('-');
        if (tag.Length > Longest) tag = tag[..Longest].TrimEnd('-');
        return tag.Length > 0 ? tag : throw AwsErrors.NameEmpty(template);
    }

    private string? Value(string template, string name) => name switch
    {
        "stage" or "env" => Stage,
        "version" or "friendly_tag" => Version ?? throw AwsErrors.NameVariableEmpty(
            template, name, "no version was given", "Give it with -ImageVersion, for example -ImageVersion v1."),
        // As ISO 8601, with '-' for ':', which a tag cannot hold.
        "timestamp" => Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH-mm-ss'Z'", CultureInfo.InvariantCulture),
        "branch" or "git_branch" => Source.Branch ?? throw Unknown(template, name, Source.WhyUnknown ?? "no branch is checked out"),
        "sha" or "git_sha" => Source.ShortSha ?? throw Unknown(template, name, Source.WhyUnknown ?? "the commit is not known"),
        "dirty" or "git_dirty" => Source.IsDirty switch
        {
            true => "dirty",
            false => "",
            // A CI server builds what was committed, even where no work tree is left to look at.
            null when Source.Sha is not null => "",
            null => throw Unknown(template, name, Source.WhyUnknown ?? "there is no work tree to look at"),
        },
        _ => null,
    };

    private static LambdaImageException Unknown(string template, string name, string reason) => AwsErrors.NameVariableEmpty(
        template, name, reason, "Run it in a git work tree (git status must work there) or on a CI server, or leave the variable out, for example -Tag '{timestamp}'.");

    [GeneratedRegex("[^A-Za-z0-9_.-]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Illegal();
}
