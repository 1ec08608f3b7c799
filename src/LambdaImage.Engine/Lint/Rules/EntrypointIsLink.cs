using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>ENTRYPOINT that names a link.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-parms"/></summary>
internal sealed class EntrypointIsLink : ILintRule
{
    /// <summary>Paths that are links in the images that have them.</summary>
    private static readonly Dictionary<string, string> Links = new(StringComparer.Ordinal)
    {
        ["/bin/bash"] = "/usr/bin/bash",
        ["/bin/sh"] = "the shell that it leads to, for example /usr/bin/dash",
        ["/usr/bin/dotnet"] = "/usr/share/dotnet/dotnet",
        ["/usr/bin/java"] = "the JDK's own bin/java",
        ["/usr/bin/python"] = "the versioned name, for example /usr/bin/python3.12",
        ["/usr/bin/python3"] = "the versioned name, for example /usr/bin/python3.12",
        ["/usr/local/bin/npm"] = "/usr/local/bin/node with npm-cli.js as its argument",
        ["/usr/local/bin/npx"] = "/usr/local/bin/node with npx-cli.js as its argument",
        ["/usr/local/bin/nodejs"] = "/usr/local/bin/node",
        ["/usr/local/bin/python"] = "the versioned name, for example /usr/local/bin/python3.13",
        ["/usr/local/bin/python3"] = "the versioned name, for example /usr/local/bin/python3.13",
        ["/usr/local/bin/yarn"] = "/usr/local/bin/node with yarn.js as its argument",
    };

    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "ENTRYPOINT is a symbolic link";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.Final.Instructions.OfType<Entrypoint>()
        .Where(entry => entry.Command is { IsShell: false, Arguments: [var program, ..] } && Links.ContainsKey(program))
        .Select(entry => subject.Of(entry, entry.Command.Arguments[0],
            $"{entry.Command.Arguments[0]} is a symbolic link in the images that have it, and AWS asks for a path that is none.",
            $"Write {Links[entry.Command.Arguments[0]]}."));
}
