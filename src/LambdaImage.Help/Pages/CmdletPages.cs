using System.Text;
using LambdaImage.Help.Cmdlets;

namespace LambdaImage.Help.Pages;

/// <summary>Reads the pages of cmdlets, and renews what comes from the code.</summary>
internal static class CmdletPages
{
    private const string Description = "Description";
    private const string Examples = "Examples";
    private const string Parameters = "Parameters";
    private const string Notes = "Notes";
    private const string Links = "Links";

    /// <summary>What -WhatIf and -Confirm do is the same everywhere.</summary>
    private static readonly (string Name, string Text)[] Questions =
    [
        ("Confirm", "Asks before each change."),
        ("WhatIf", "Says what would be changed, and changes nothing. All that only reads is done, so the answer is true."),
    ];

    public static string FileOf(string docs, string cmdlet) => Path.Combine(docs, "cmdlets", cmdlet + ".md");

    public static CmdletPage Read(string text)
    {
        var page = MarkdownSection.Read(text);
        return new(
            page.Title,
            page.Paragraphs is [var synopsis, ..] ? synopsis : "",
            page.Find(Description)?.Paragraphs ?? [],
            [.. (page.Find(Examples)?.Parts ?? []).Select(Example)],
            (page.Find(Parameters)?.Parts ?? []).ToDictionary(part => part.Title.TrimStart('-'), Words, StringComparer.Ordinal),
            page.Find(Notes)?.Paragraphs ?? [],
            [.. (page.Find(Links)?.Body ?? []).Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..])]);
    }

    /// <summary>The page of a cmdlet with its generated parts as the code has them now.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="text">The page as it is; null: there is none yet.</param>
    public static string Renew(CmdletFacts cmdlet, string? text)
    {
        var old = text is null ? null : MarkdownSection.Read(text);
        var page = new StringBuilder($"# {cmdlet.Name}\n\n{Kept(old?.Body)}\n");
        page.Append("\n## Syntax\n\n```text\n").AppendJoin("\n\n", CmdletSyntax.Lines(cmdlet)).Append("\n```\n");
        page.Append($"\n## {Description}\n\n{Kept(old?.Find(Description)?.Body)}\n");
        page.Append($"\n## {Examples}\n");
        foreach (var example in old?.Find(Examples)?.Parts ?? []) page.Append($"\n### {example.Title}\n\n{Kept(example.Body)}\n");
        page.Append($"\n## {Parameters}\n");
        foreach (var parameter in cmdlet.Parameters) page.Append(Section(parameter, old?.Find(Parameters)?.Find("-" + parameter.Name)));
        foreach (var (name, words) in cmdlet.Changes ? Questions : []) page.Append($"\n### -{name}\n\n{words}\n");
        page.Append($"\n## Outputs\n\n`{cmdlet.Output.FullName}`\n");
        if (old?.Find(Notes) is { } notes) page.Append($"\n## {Notes}\n\n{Kept(notes.Body)}\n");
        page.Append($"\n## {Links}\n\n{Kept(old?.Find(Links)?.Body)}\n");
        return page.ToString();
    }

    private static string Section(ParameterFacts parameter, MarkdownSection? old)
    {
        var section = new StringBuilder($"\n### -{parameter.Name}\n\n{parameter.Summary}\n");
        // The first paragraph is the comment in the code, the last the line of facts; what is between them was written by hand.
        foreach (var paragraph in old is null ? [] : Words(old).Skip(1)) section.Append($"\n{paragraph}\n");
        return section.Append($"\n{Facts(parameter)}\n").ToString();
    }

    private static string Facts(ParameterFacts parameter)
    {
        var facts = new List<string> { $"`{parameter.TypeName}`" };
        if (parameter.Values.Count > 0) facts.Add($"one of {string.Join(", ", parameter.Values)}");
        if (parameter.Uses.All(use => use.IsMandatory)) facts.Add("mandatory");
        else if (parameter.Uses.Any(use => use.IsMandatory)) facts.Add($"mandatory in {string.Join(", ", parameter.Uses.Where(use => use.IsMandatory).Select(use => use.Set))}");
        if (parameter.Uses.Select(use => use.Position).FirstOrDefault(position => position is not null) is { } position) facts.Add($"position {position}");
        if (parameter.Uses.Any(use => use.ByValue)) facts.Add("from the pipeline");
        if (parameter.Uses.Any(use => use.ByName)) facts.Add("from properties in the pipeline");
        if (parameter.Wildcards) facts.Add("with wildcards");
        if (parameter.Aliases.Count > 0) facts.Add($"alias {string.Join(", ", parameter.Aliases)}");
        return $"*{string.Join("; ", facts)}*";
    }

    private static IReadOnlyList<string> Words(MarkdownSection parameter) =>
        [.. parameter.Paragraphs.Where(paragraph => !paragraph.StartsWith("*`", StringComparison.Ordinal))];

    private static CmdletExample Example(MarkdownSection section)
    {
        var remarks = section with { Body = [.. WithoutCode(section.Body)] };
        return new(section.Title, section.Code ?? "", remarks.Paragraphs);
    }

    private static IEnumerable<string> WithoutCode(IReadOnlyList<string> body)
    {
        var fences = 0;
        foreach (var line in body)
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            if (isFence) fences++;
            if (!isFence && fences != 1) yield return line;
        }
    }

    private static string Kept(IReadOnlyList<string>? lines) => lines is null ? "" : string.Join('\n', lines).Trim('\n');
}
