namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Rules about what Lambda starts.</summary>
internal static class DockerfileCheckLambda
{
    private static readonly string[] AwsBases = ["public.ecr.aws/lambda/", "amazon/aws-lambda-",
        "docker.io/amazon/aws-lambda-"];

    /// <summary>Bases that bring no runtime client. Of others, such as a company's own, nobody knows.</summary>
    private static readonly string[] PlainBases =
        ["docker.io/library/", "public.ecr.aws/docker/library/", "public.ecr.aws/amazonlinux/",
            "mcr.microsoft.com/dotnet/", "gcr.io/distroless/", "cgr.dev/chainguard/"];

    /// <summary>Traces of a runtime client or of the Lambda Web Adapter.</summary>
    private static readonly string[] Clients =
        ["awslambdaric", "aws-lambda-ric", "aws_lambda_ric", "aws-lambda-adapter", "lambda-adapter",
            "aws-lambda-java-runtime-interface-client", "RuntimeSupport", "bref"];

    /// <summary>Whether there is anything for Lambda to start.</summary>
    /// <param name="chain">The stage of the image first, then the stages it goes on from.</param>
    public static IEnumerable<Finding> Entry(IReadOnlyList<Stage> chain)
    {
        if (chain.Count == 0) yield break;
        var from = chain[^1].From;
        var instructions = chain.SelectMany(stage => stage.Instructions).ToArray();
        var hasEntrypoint = instructions.OfType<Entrypoint>().Any();
        var hasCommand = instructions.OfType<Cmd>().Any();
        var isAws = AwsBases.Any(name => from.Image.StartsWith(name, StringComparison.Ordinal));
        if (isAws && !hasCommand && !hasEntrypoint && !from.Image.Contains("provided", StringComparison.Ordinal))
        {
            yield return new Finding("HandlerMissing", from.Lines.First,
                "AWS's base image needs the handler as CMD, for example CMD [\"app.handler\"]. Without it every "
                + "invocation fails unless the function's image configuration gives one.");
        }

        if (IsPlain(from.Image) && !hasEntrypoint && !instructions.Any(HasClient))
        {
            yield return new Finding("RuntimeClientMissing", from.Lines.First,
                $"{from.Image} does not speak to Lambda by itself. Add a runtime interface client as ENTRYPOINT, or "
                + "copy the Lambda Web Adapter to /opt/extensions.");
        }
    }

    private static bool IsPlain(string image)
    {
        if (image.Contains('$', StringComparison.Ordinal)) return false;
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var full = slash < 0 ? "docker.io/library/" + image : image;
        return image != "scratch" && PlainBases.Any(name => full.StartsWith(name, StringComparison.Ordinal));
    }

    private static bool HasClient(Instruction instruction) => TextsOf(instruction).Any(text =>
        text.StartsWith("/opt/extensions", StringComparison.Ordinal) ||
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
