using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Which base an image is moved to.</summary>
internal sealed class RebaseOptions : OptionGroup
{
    private readonly Option<string?> _base;
    private readonly Option<string?> _oldBase;
    private readonly Option<string[]> _tags;
    private readonly Option<string?> _architecture;
    private readonly Option<bool> _force;

    public RebaseOptions()
    {
        _base = Add<string?>("--base", "The base to move to; default: what the tag that the image was built from points at now.");
        _oldBase = Add<string?>("--old-base", "The base that the image was built on, by digest; default: what the image says.");
        _tags = AddMany("--tag", "Tag to point at the result; default: the tag of the reference, if it has one.", "-t");
        _architecture = Add<string?>("--architecture", "x86_64 or arm64, where the reference is an index of several images.", "--arch");
        _force = Add<bool>("--force", "Move layers, too, that other instructions than COPY, ADD and WORKDIR made.");
    }

    public RebaseRequest Read(ParseResult parsed, string imageUri, AwsOptions aws) => new()
    {
        ImageUri = imageUri,
        Base = parsed.GetValue(_base),
        OldBase = parsed.GetValue(_oldBase),
        Architecture = SourceOptions.ReadArchitecture(parsed.GetValue(_architecture)),
        Tags = parsed.GetValue(_tags) ?? [],
        Force = parsed.GetValue(_force),
        AllowInsecureRegistry = aws.AllowInsecureRegistry(parsed),
        Session = aws.Session(parsed),
    };
}
