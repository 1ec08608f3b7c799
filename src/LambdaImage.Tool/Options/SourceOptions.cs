using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What to take: a folder in one of the three modes.</summary>
internal sealed class SourceOptions : OptionGroup
{
    private readonly Option<string?> _dockerfile;
    private readonly Option<string?> _image;
    private readonly Option<string?> _framework;
    private readonly Option<string?> _handler;
    private readonly Option<string?> _architecture;
    private readonly Option<string?> _runtimeVersion;
    private readonly Option<string?> _name;
    private readonly ConfigurationOptions _configuration;

    public SourceOptions()
    {
        _dockerfile = Add<string?>("--dockerfile", "Custom mode: use this Dockerfile; without a path, the one named Dockerfile.", "-f");
        _dockerfile.Arity = ArgumentArity.ZeroOrOne;
        _image = Add<string?>("--image", $"Prebuilt mode: use this existing image (or set {ProjectRequest.ImageVariable}).");
        _framework = Add<string?>("--framework", "Framework to use instead of detecting one.");
        _handler = Add<string?>("--handler", "Handler to use instead of the detected one.");
        _architecture = Add<string?>("--architecture", "x86_64 or arm64.", "--arch");
        _runtimeVersion = Add<string?>("--runtime-version", "Runtime version to use instead of the detected one.");
        _name = Add<string?>("--name", "Service name to use instead of the detected one.");
        _configuration = Include(new ConfigurationOptions());
    }

    public ProjectRequest Read(ParseResult parsed, string folder) => new()
    {
        Path = folder,
        Dockerfile = parsed.GetResult(_dockerfile) is not { Implicit: false } ? null : parsed.GetValue(_dockerfile) is null ? ProjectRequest.DefaultDockerfile : Text(parsed, _dockerfile),
        Image = Text(parsed, _image),
        Framework = Text(parsed, _framework),
        Handler = Text(parsed, _handler),
        Architecture = ReadArchitecture(Text(parsed, _architecture)),
        RuntimeVersion = Text(parsed, _runtimeVersion),
        Name = Text(parsed, _name),
        Configuration = _configuration.File(parsed),
        Settings = _configuration.Settings(parsed),
    };

    /// <summary>Whether base images are to be pinned anew.</summary>
    public bool PinBase(ParseResult parsed) => _configuration.PinBase(parsed);

    /// <summary>Whether the SSH agent may be used.</summary>
    public bool Ssh(ParseResult parsed) => _configuration.Ssh(parsed);

    /// <exception cref="LambdaImageException">It is none of the two.</exception>
    public static LambdaArchitecture? ReadArchitecture(string? text) => text is null ? null : LambdaArchitectures.Parse(text)
        ?? throw new LambdaImageException(ErrorKind.RequestInvalid, $"'{text}' is no architecture of Lambda.", "Use --architecture x86_64 or --architecture arm64.", text);
}
