using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What to do with the Dockerfile on disk.</summary>
internal sealed class WritingOptions : OptionGroup
{
    private readonly Option<bool> _force;

    public WritingOptions() => _force = Add<bool>("--force", "Overwrite a Dockerfile that LambdaImage did not write.");

    /// <summary>How to make the Dockerfile of a project.</summary>
    public Func<LambdaProject, DockerfileRequest> Read(ParseResult parsed, SourceOptions source, AwsOptions aws, BuildEngine engine) => project => new DockerfileRequest
    {
        Project = project,
        Force = parsed.GetValue(_force),
        Engine = engine,
        RenewPins = source.PinBase(parsed),
        AllowInsecureRegistry = aws.AllowInsecureRegistry(parsed),
        Session = aws.Session(parsed),
    };

    public bool Force(ParseResult parsed) => parsed.GetValue(_force);
}
