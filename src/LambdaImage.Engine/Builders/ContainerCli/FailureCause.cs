using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Turns a failed build into the error that says most about it, with a remedy for the causes people meet most.</summary>
internal static partial class FailureCause
{
    private static readonly IReadOnlyList<(Regex Pattern, BaseImageProblem Problem)> BaseImageProblems =
    [
        (Throttled(), BaseImageProblem.Throttled),
        (Unreachable(), BaseImageProblem.Unreachable),
        (Unauthorized(), BaseImageProblem.Unauthorized),
        (WrongPlatform(), BaseImageProblem.WrongPlatform),
    ];

    public static LambdaImageException Explain(BuildEngine engine, BuildJob job, BuildLog log)
    {
        var failure = FailureReader.Read(log, new InstructionFinder(job.Dockerfile));
        var file = job.Request.Dockerfile.Path ?? "Dockerfile";
        var place = failure.Line is { } line ? new SourceLocation(file, line) : null;
        if (LostLayer(failure) is { } lost) return BuilderErrors.LayerLost(engine, job.Tag, lost, place);
        if (failure.ExitCode is null && MissingFile().Match(failure.Summary) is { Success: true } missing)
        {
            return BuilderErrors.FileNotInContext(
                engine, missing.Groups["file"].Value, job.Request.Dockerfile.ContextPath, place, failure.Step ?? "an instruction");
        }

        if (failure.ExitCode is null && BaseImage(failure) is { } image)
        {
            var problem = BaseImageProblems.FirstOrDefault(known => known.Pattern.IsMatch(failure.Summary)).Problem;
            return BuilderErrors.BaseImage(problem, image, place, failure.Summary);
        }

        return BuilderErrors.BuildFailed(engine, job.Tag, failure, place, Remedy(job, failure, log.Lines), log.Lines);
    }

    /// <summary>What podman or buildah says when an image was removed from its store while the build was about to use it. Null: the build failed for another
    /// reason. <see href="https://github.com/containers/buildah/issues/5674"/></summary>
    public static string? LostLayer(BuildJob job, BuildLog log) => LostLayer(FailureReader.Read(log, new InstructionFinder(job.Dockerfile)));

    private static string? LostLayer(BuildFailure failure) =>
        failure.ExitCode is null && Lost().IsMatch(failure.Summary) ? failure.Summary : null;

    // A step that is a FROM line, or BuildKit's look at the metadata of one.
    private static string? BaseImage(BuildFailure failure)
    {
        if (PullDenied().Match(failure.Summary) is { Success: true } denied) return denied.Groups["image"].Value;
        var step = failure.Step ?? "";
        var isBase = step.StartsWith("FROM ", StringComparison.OrdinalIgnoreCase)
            || step.StartsWith("load metadata for ", StringComparison.Ordinal);
        return !isBase ? null : step.Split(' ').Skip(1).FirstOrDefault(word => word is not ("metadata" or "for") && !word.StartsWith('-'));
    }

    private static string Remedy(BuildJob job, BuildFailure failure, IReadOnlyList<string> log)
    {
        var text = string.Join('\n', log.TakeLast(40));
        if (text.Contains("exec format error", StringComparison.OrdinalIgnoreCase))
        {
            return $"This machine cannot run programs for {job.Architecture.OciName()}. Install emulation "
                + "(docker run --privileged --rm tonistiigi/binfmt --install all), build on such a machine, or choose the other architecture.";
        }

        if (text.Contains("no space left on device", StringComparison.OrdinalIgnoreCase))
        {
            return "The disk of the container engine is full: remove what is unused, for example with docker system prune, or podman system prune.";
        }

        if (NoNetwork().IsMatch(text))
        {
            return $"The build has no way to the network. Set {BuildNetwork.Variable}=host to use the network of this machine, "
                + "or give the build your proxy with HTTP_PROXY and HTTPS_PROXY as build arguments.";
        }

        return failure.ExitCode switch
        {
            137 => "The step was killed, most often for lack of memory: give the container engine more, or let the step use less.",
            127 => "The command does not exist in the image: install its package in an earlier RUN, or use a base image that has it.",
            not null => "Look at the log above for the command's own message, change the Dockerfile or the project, and build again.",
            null => "Look at the log above, change what it names, and build again. With -Verbose the exact command is shown, to try it by hand.",
        };
    }

    [GeneratedRegex(@"failed to (?:compute cache key|calculate checksum)[^""]*""(?<file>/[^""]*)"": ?(?:not found|no such file)|"
        + @"failed to compute cache key: ""(?<file>[^""]*)"" not found|"
        + @"file not found in build context or excluded by \.dockerignore: stat (?<file>.*?): file does not exist|"
        + @"copier: stat: ""(?<file>[^""]*)"": no such file|"
        + @"no items matching glob ""(?<file>[^""]*)""|no source files were specified", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MissingFile();

    // Not "image not known": that is also said of a base image that is not there and may not be pulled.
    [GeneratedRegex(@"(?:^|: |parent of )layer not known$|locating item named ""[^""]*"" for image with ID", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Lost();

    [GeneratedRegex("pull access denied for (?<image>[^\\s,]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PullDenied();

    [GeneratedRegex(@"toomanyrequests|too many requests|rate limit|\b429\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Throttled();

    [GeneratedRegex("no such host|connection refused|i/o timeout|TLS handshake timeout|deadline exceeded|network is unreachable|"
        + "connection reset|server misbehaving|x509:",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Unreachable();

    [GeneratedRegex("no basic auth credentials|authorization token has expired|403 Forbidden|401 Unauthorized|authentication required",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Unauthorized();

    [GeneratedRegex("no match for platform|no matching manifest for|no image found in (?:image index|manifest list)|"
        + "does not match the specified platform",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex WrongPlatform();

    [GeneratedRegex("Could not resolve host|Temporary failure in name resolution|Temporary failure resolving|"
        + "network bridge not found|EAI_AGAIN|bad address '",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NoNetwork();
}
