using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>An image that nothing in speaks to Lambda.</summary>
internal sealed class RuntimeClientMissing : ILintRule
{
    /// <summary>Bases that bring no runtime client. Of others, such as a company's own, nobody knows.</summary>
    private static readonly string[] PlainBases =
        ["docker.io/library/", "public.ecr.aws/docker/library/", "public.ecr.aws/amazonlinux/",
            "mcr.microsoft.com/dotnet/", "gcr.io/distroless/", "cgr.dev/chainguard/"];

    /// <summary>Traces of a runtime client or of the Lambda Web Adapter.</summary>
    private static readonly string[] Clients =
        ["awslambdaric", "aws-lambda-ric", "aws_lambda_ric", "aws-lambda-adapter", "lambda-adapter",
            "aws-lambda-java-runtime-interface-client", "RuntimeSupport", "aws-lambda-go", "lambda_runtime", "bref"];

    /// <summary>Files in which a project names its libraries.</summary>
    private static readonly string[] Manifests =
        ["requirements.txt", "pyproject.toml", "Pipfile", "package.json", "Gemfile", "pom.xml", "build.gradle", "build.gradle.kts", "go.mod", "Cargo.toml"];

    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "No runtime client and no web adapter";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var from = subject.Chain[^1].From;
        var isPlain = subject.Base.Reference is { } image && PlainBases.Any(name => image.Name.StartsWith(name, StringComparison.Ordinal));
        if (!isPlain || subject.Entry is not null || subject.Stages.SelectMany(stage => stage.Instructions).Any(HasClient)) yield break;
        if (IsOwnProgram(subject) || subject.Context is { } context && IsInManifest(context)) yield break;
        yield return subject.Of(from, from.Image, $"{subject.Base.Text} does not speak to Lambda by itself.",
            "Add a runtime interface client as ENTRYPOINT, or copy the Lambda Web Adapter to /opt/extensions.");
    }

    /// <summary>A program that is copied into the image may have the client linked in.</summary>
    private static bool IsOwnProgram(LintSubject subject) =>
        subject.Command is { Command: { IsShell: false, Arguments: [['/', ..] program, ..] } }
        && subject.InImage.OfType<Transfer>().Any(transfer => transfer.Destination == program
            || (transfer is Copy { From: not null } && program.StartsWith(transfer.Destination.TrimEnd('/') + "/", StringComparison.Ordinal)));

    private static bool IsInManifest(ContextView context) =>
        Manifests.Any(file => context.Read(file) is { } text && Clients.Any(client => text.Contains(client, StringComparison.OrdinalIgnoreCase)))
        || context.Files.Files("**/*.csproj").Any(file => context.Read(file)?.Contains("RuntimeSupport", StringComparison.Ordinal) == true);

    private static bool HasClient(Instruction instruction) => TextsOf(instruction).Any(text =>
        text.StartsWith(WebAdapterUse.Extensions, StringComparison.Ordinal) ||
            Clients.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> TextsOf(Instruction instruction) => instruction switch
    {
        Copy copy => [.. copy.Sources, copy.Destination, copy.From ?? ""],
        Transfer transfer => [.. transfer.Sources, transfer.Destination],
        Run run => [.. run.Command.Arguments, .. run.Documents.Select(document => document.Content)],
        Cmd cmd => cmd.Command.Arguments,
        _ => [],
    };
}
