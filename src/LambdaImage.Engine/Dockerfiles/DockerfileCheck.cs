namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Finds what Lambda ignores or refuses, and what will cost its author an evening. Nothing here stops a
/// build.</summary>
internal static class DockerfileCheck
{
    /// <summary>Looks at the stage that becomes the image, and at names and tags everywhere.</summary>
    /// <param name="dockerfile">The document.</param>
    /// <param name="target">Name of the stage that becomes the image; null: the last.</param>
    /// <returns>Findings in the order of their lines.</returns>
    public static IReadOnlyList<Finding> Find(Dockerfile dockerfile, string? target = null)
    {
        var chain = ChainOf(dockerfile, target);
        var findings = dockerfile.Stages.SelectMany(
            (stage, index) => DockerfileCheckRules.Anywhere(dockerfile, stage, index))
            .Concat(dockerfile.GlobalArguments.SelectMany(DockerfileCheckRules.Secrets))
            .Concat(chain.Take(1).SelectMany(DockerfileCheckRules.InImage))
            .Concat(DockerfileCheckLambda.Entry(chain));
        return [.. findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Rule, StringComparer.Ordinal)];
    }

    /// <summary>The stage of the image first, then the stages it goes on from.</summary>
    private static List<Stage> ChainOf(Dockerfile dockerfile, string? target)
    {
        var chain = new List<Stage>();
        var index = target is null ? dockerfile.Stages.Count - 1 : IndexOf(target, dockerfile.Stages.Count);
        while (index >= 0)
        {
            chain.Add(dockerfile.Stages[index]);
            index = IndexOf(dockerfile.Stages[index].From.Image, index);
        }

        return chain;

        int IndexOf(string name, int before) => Enumerable.Range(0, before).Reverse()
            .FirstOrDefault(
                candidate => name.Equals(dockerfile.Stages[candidate].Name, StringComparison.OrdinalIgnoreCase), -1);
    }
}

/// <summary>Something worth a look.</summary>
/// <param name="Rule">Stable name of the rule.</param>
/// <param name="Line">One-based line; 0 for a document that was made.</param>
/// <param name="Message">What it is about and what to do.</param>
internal sealed record Finding(string Rule, int Line, string Message)
{
    /// <summary>As warnings show it: file, line, message.</summary>
    public string ToText(string file) => $"{file}:{Line}: {Message}";
}
