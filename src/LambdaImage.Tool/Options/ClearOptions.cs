using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What of a repository stays.</summary>
internal sealed class ClearOptions : OptionGroup
{
    private readonly Option<string?> _repository;
    private readonly Option<int?> _keepLast;
    private readonly Option<double?> _keepDays;
    private readonly Option<string[]> _keepTags;
    private readonly Option<string[]> _regions;
    private readonly Option<bool> _lifecycle;

    public ClearOptions()
    {
        _repository = Add<string?>("--repository", "Name of the repository, or a reference in it.");
        _keepLast = Add<int?>("--keep-last", $"How many of the newest images stay; default: {ClearRepositoryRequest.DefaultKeepLast}.");
        _keepDays = Add<double?>("--keep-days", $"Images younger than this many days stay; default: {ClearRepositoryRequest.DefaultKeepYounger.TotalDays}.");
        Limit(_keepLast, 0, 100_000);
        Limit(_keepDays, 0, 36_500);
        _keepTags = AddMany("--keep-tag", "Wildcard pattern of tags; an image that has one of them stays.");
        _regions = AddMany("--function-region", "Region whose functions are asked besides the repository's own.");
        _lifecycle = Add<bool>("--lifecycle-policy", "Write a lifecycle policy that expires untagged images only.");
    }

    public string? Repository(ParseResult parsed) => parsed.GetValue(_repository);

    public ClearRepositoryRequest Read(ParseResult parsed, string repository, AccountOptions accounts, AwsOptions aws)
    {
        var session = aws.Session(parsed);
        return new ClearRepositoryRequest
        {
            Repository = repository,
            KeepLast = parsed.GetValue(_keepLast) ?? ClearRepositoryRequest.DefaultKeepLast,
            KeepYounger = parsed.GetValue(_keepDays) is { } days ? TimeSpan.FromDays(days) : ClearRepositoryRequest.DefaultKeepYounger,
            KeepTags = parsed.GetValue(_keepTags) ?? [],
            Accounts = accounts.Read(parsed, session),
            Regions = parsed.GetValue(_regions) ?? [],
            IgnoredAccounts = accounts.Ignored(parsed),
            WriteLifecyclePolicy = parsed.GetValue(_lifecycle),
            Session = session,
        };
    }
}
