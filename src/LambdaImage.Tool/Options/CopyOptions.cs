using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Where to copy to.</summary>
internal sealed class CopyOptions : OptionGroup
{
    private readonly Option<string[]> _regions;
    private readonly Option<string[]> _profiles;
    private readonly Option<string[]> _roles;
    private readonly Option<string?> _repository;
    private readonly Option<string[]> _tags;
    private readonly Option<string?> _architecture;
    private readonly Option<bool> _noCreate;
    private readonly RepositoryOptionGroup _settings;

    public CopyOptions()
    {
        _regions = AddMany("--to-region", "Region to copy to; may be given several times. Default: the image's own.");
        _profiles = AddMany("--to-profile", "Profile of an account to copy to.");
        _roles = AddMany("--to-role-arn", "Role to assume in an account to copy to.");
        _repository = Add<string?>("--repository", "Name of the repository there; default: the same as here.");
        _tags = AddMany("--tag", "Tag to set there; default: the tag of the reference, if it has one.", "-t");
        _architecture = Add<string?>("--architecture", "x86_64 or arm64, where the reference is an index of several images.", "--arch");
        _noCreate = Add<bool>("--no-create-repository", "Fail when a repository does not exist.");
        _settings = Include(new RepositoryOptionGroup());
    }

    public CopyRequest Read(ParseResult parsed, string imageUri, AwsOptions aws)
    {
        var session = aws.Session(parsed);
        return new CopyRequest
        {
            ImageUri = imageUri,
            Destinations = session.Destinations(parsed.GetValue(_regions) ?? [], parsed.GetValue(_profiles) ?? [], parsed.GetValue(_roles) ?? []),
            Repository = parsed.GetValue(_repository),
            Architecture = SourceOptions.ReadArchitecture(parsed.GetValue(_architecture)),
            Tags = parsed.GetValue(_tags) ?? [],
            NoCreateRepository = parsed.GetValue(_noCreate),
            RepositoryOptions = _settings.Read(parsed),
            AllowInsecureRegistry = aws.AllowInsecureRegistry(parsed),
            Session = session,
        };
    }
}
