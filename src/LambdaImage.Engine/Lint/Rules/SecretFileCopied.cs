using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Files that hold secrets, by name or among everything.</summary>
internal sealed partial class SecretFileCopied : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "File with secrets copied into the image";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var stage in subject.Stages)
        {
            var isKept = subject.Chain.Contains(stage);
            foreach (var transfer in stage.Instructions.OfType<Transfer>().Where(transfer => transfer is not Copy { From: not null }))
            {
                foreach (var source in transfer.Sources)
                {
                    if (IsSecret(source))
                    {
                        yield return subject.Of(transfer, source, $"{source} usually holds secrets, and {transfer.Keyword} keeps them readable in {(isKept ? "the image" : "the build cache")}.",
                            "Hand it over with RUN --mount=type=secret,id=…, and give the function its settings as environment variables.");
                    }
                    else if (isKept && Hidden(subject, stage, transfer, source) is { } hidden)
                    {
                        yield return subject.Of(transfer, source, $"{transfer.Keyword} {source} takes {hidden} along, which usually holds secrets.", $"Add a line {Pattern(hidden)} to .dockerignore.");
                    }
                }
            }
        }
    }

    private static string? Hidden(LintSubject subject, StageView stage, Transfer transfer, string source)
    {
        if (subject.Context is not { } context || stage.Expand(source) is not { } path || context.Match(transfer, path) is not { } matches) return null;
        return matches.Select(match => context.Sent.Find(match)).OfType<FileNode>().Where(node => node.Kind == EntryKind.Directory)
            .SelectMany(Candidates).FirstOrDefault(IsSecret);
    }

    /// <summary>Files of a folder, but not of packages, which bring test keys.</summary>
    private static IEnumerable<string> Candidates(FileNode folder)
    {
        foreach (var child in folder.Children)
        {
            if (child.Kind != EntryKind.Directory) yield return child.Path;
            else if (child.Name is not ("node_modules" or "vendor" or ".venv" or "venv" or ".git" or "test" or "tests" or "spec"))
            {
                foreach (var below in Candidates(child)) yield return below;
            }
        }
    }

    private static bool IsSecret(string path)
    {
        var name = path.TrimEnd('/');
        name = name[(name.LastIndexOf('/') + 1)..];
        return SecretFile().IsMatch(name) && !Harmless().IsMatch(name);
    }

    private static string Pattern(string path) => path.Contains('/', StringComparison.Ordinal) ? $"**/{path[(path.LastIndexOf('/') + 1)..]}" : path;

    [GeneratedRegex(@"^(?:\.env(?:\..+)?|id_(?:rsa|dsa|ecdsa|ed25519)|.+\.(?:pem|p12|pfx|jks|keystore)|\.netrc|\.pgpass|\.git-credentials|\.aws|\.ssh|\.npmrc|\.pypirc|auth\.json|credentials(?:\.json)?|master\.key|service-account.*\.json|.+\.tfvars|terraform\.tfstate)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretFile();

    [GeneratedRegex(@"(?:example|sample|template|dist|defaults?)$|^(?:ca|cacert|ca-bundle|rds|global-bundle|cert|chain|fullchain).*\.pem$|\.env\.local\.php$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Harmless();
}
