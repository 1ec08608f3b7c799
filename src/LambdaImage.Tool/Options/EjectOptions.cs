using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What kind of Dockerfile is wanted.</summary>
internal sealed class EjectOptions : OptionGroup
{
    private readonly Option<bool> _eject;
    private readonly Option<BuildEngine> _engine;

    public EjectOptions()
    {
        _eject = Add<bool>("--eject", "Write a Dockerfile that needs LambdaImage no more and is yours from then on.");
        _engine = Add<BuildEngine>("--engine", "Who would build it, which decides where dependencies can be installed.");
    }

    public bool Eject(ParseResult parsed) => parsed.GetValue(_eject);

    public BuildEngine Engine(ParseResult parsed) => parsed.GetValue(_engine);
}
