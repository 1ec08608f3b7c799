using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What to do with the Dockerfile on disk.</summary>
internal sealed class WritingOptions : OptionGroup
{
    private readonly Option<bool> _force;

    /// <param name="name">Name of the option; where <c>--force</c> means something else, it has another.</param>
    public WritingOptions(string name = "--force") => _force = Add<bool>(name, "Overwrite a Dockerfile that LambdaImage did not write.");

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
