using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Which file is imported, and what becomes of the result.</summary>
internal sealed class ImportOptions : OptionGroup
{
    private readonly Option<string?> _from;
    private readonly Option<string?> _stage;
    private readonly Option<string?> _region;
    private readonly Option<string?> _profile;
    private readonly Option<bool> _force;
    private readonly Option<bool> _print;

    public ImportOptions()
    {
        _from = Add<string?>("--from", "The file, relative to the folder; default: the first that is known.");
        _stage = Add<string?>("--stage", "Stage whose values count where the file chooses by stage.");
        _region = Add<string?>("--region", "AWS Region for variables that ask for the command's, such as ${opt:region}.");
        _profile = Add<string?>("--profile", "AWS profile for variables that ask for the command's, such as ${opt:aws-profile}.");
        _force = Add<bool>("--force", "Overwrite a lambda-image.yml that is there.");
        _print = Add<bool>("--print", "Print lambda-image.yml and write nothing.");
    }

    public bool Print(ParseResult parsed) => parsed.GetValue(_print);

    public ImportRequest Read(ParseResult parsed, string folder) => new()
    {
        Path = folder,
        From = Text(parsed, _from),
        Stage = Text(parsed, _stage),
        Region = Text(parsed, _region),
        ProfileName = Text(parsed, _profile),
        Force = parsed.GetValue(_force),
        TextOnly = parsed.GetValue(_print),
    };
}
