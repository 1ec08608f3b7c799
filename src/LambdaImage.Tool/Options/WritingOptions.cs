using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What to do with the Dockerfile on disk.</summary>
internal sealed class WritingOptions : OptionGroup
{
    private readonly Option<bool> _force;

    public WritingOptions() => _force = Add<bool>("--force", "Overwrite a Dockerfile that LambdaImage did not write.");

    public Func<LambdaProject, DockerfileRequest> Read(ParseResult parsed, bool textOnly = false) =>
        project => new DockerfileRequest { Project = project, Force = parsed.GetValue(_force), TextOnly = textOnly };

    public bool Force(ParseResult parsed) => parsed.GetValue(_force);
}
