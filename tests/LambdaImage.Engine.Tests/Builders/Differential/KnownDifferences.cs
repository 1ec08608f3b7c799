namespace LambdaImage.Engine.Tests.Builders.Differential;

/// <summary>Cases whose images differ, and should. A test fails when one of them differs no longer. What they give instead is beside them, in a file
/// <c>.expected</c>, wherever the rule that it follows is written down.</summary>
internal static class KnownDifferences
{
    private const string Reproducible = "our layers have one time, so that the digest depends on content alone";
    private const string BaseStays = "the base stays in its registry, so links and modes in it are not seen but where distributions have them (CommonFolders)";
    private const string Syntax = "the syntax is newer than BuildKit 0.11; newer ones do as we do";
    private const string MadeFolders = "new BuildKits give folders that COPY makes the mode of --chmod, too, and into 0644 nobody may go; ours are 0755, as old ones have them";
    private const string Nothing = "a shell with nothing to do ends at once, and so would the function: it is told instead";
    private const string Losing = "BuildKit lets the last one win; the manual asks for a slash, and so do we";

    private const string NoUse = "devices, pipes and sockets are of no use in Lambda; we leave them out and warn";
    private const string NoPlatform = "where a folder stands in for a stage BuildKit's image names no processor, and nothing runs it";

    private static readonly KnownDifference Newer = Old(Syntax);

    /// <summary>Cases that an old BuildKit cannot judge.</summary>
    public static IEnumerable<string> Unjudged => All.Where(one => one.Value.Reason is Syntax or NoPlatform).Select(one => one.Key);

    public static IReadOnlyDictionary<string, KnownDifference> All { get; } = new Dictionary<string, KnownDifference>(StringComparer.Ordinal)
    {
        ["add-archive-chown"] = Newer,
        ["add-archive-dots"] = "a name with .. in it is refused in archives: what writes one means to get out of the folder",
        ["add-archive-exclude"] = Newer,
        ["add-archive-mark"] = "a mark of a deleted file becomes one in BuildKit's layer, where it takes a file of the base away that nobody spoke of; we warn",
        ["add-archive-pipe"] = NoUse,
        ["add-archive-sparse-old"] = "BuildKit unpacks sparse files of PAX archives only; GNU tar unpacks both, and so do we",
        ["arg-target-stage"] = Newer,
        ["base-folder-containing-link-name"] = BaseStays,
        ["base-folder-owner"] = BaseStays,
        ["base-folder-over-file"] = BaseStays,
        ["base-folder-over-link-inside"] = BaseStays,
        ["base-without-tmp"] = BaseStays,
        ["base-workdir-link"] = BaseStays,
        ["base-workdir-modes"] = BaseStays,
        ["broken-link-in-match"] = Old("BuildKit's cache looks behind every link that a pattern matches, though only the link is copied"),
        ["chmod-letters"] = Newer,
        ["clash-archive-chown"] = Newer,
        ["clash-archive-over-opt"] = BaseStays,
        ["chmod-set-user"] = Old("BuildKit takes the last three digits only; the manual says that the mode is set"),
        ["chmod-wrong"] = Old("BuildKit 0.11 passes over what is no mode in silence; newer ones refuse it, as we do"),
        ["chown-unknown"] = "BuildKit 0.11 makes root the owner in silence, which is not what was asked for",
        ["config-cmd-alone"] = Nothing,
        ["config-entrypoint-alone"] = Nothing,
        ["context-folder-replaces-stage-base"] = NoPlatform,
        ["context-folder-replaces-target"] = NoPlatform,
        ["copy-exclude"] = Newer,
        ["copy-exclude-depths"] = Newer,
        ["copy-exclude-exceptions"] = Newer,
        ["copy-exclude-matches"] = "BuildKit copies files that the source itself matches (moby/buildkit#5489); the manual leaves them out",
        ["copy-exclude-several"] = Newer,
        ["copy-exclude-slash"] = "a pattern that begins with a slash matches nothing in BuildKit; what is meant is plain, and is left out",
        ["copy-parents"] = Newer,
        ["copy-parents-dot"] = "new BuildKits look for / in the source where the context itself is meant, and do not find it",
        ["copy-parents-double-star"] = Newer,
        ["copy-parents-exclude"] = Newer,
        ["copy-parents-excluded"] = "a source that --exclude names is left out, as the manual says; new BuildKits do not find it then",
        ["copy-parents-folder"] = Newer,
        ["copy-parents-link"] = Newer,
        ["copy-parents-nothing"] = Newer,
        ["copy-parents-pivot"] = Newer,
        ["copy-parents-pivot-files"] = Newer,
        ["destination-dot"] = Old("BuildKit 0.11 takes /x/. for a file; newer ones take it for a folder, as we do"),
        ["destination-needs-slash"] = Losing,
        ["destination-needs-slash-glob"] = Losing,
        ["expansion-patterns"] = Newer,
        ["expansion-without-colon"] = Newer,
        ["expose-address"] = "an address of the host means nothing in an image; newer BuildKits warn of it",
        ["heredoc-modes"] = Old("BuildKit 0.11 writes them as 0664; newer ones as 0644, as we do"),
        ["hard-links-of-context"] = "which files of a checkout share an inode is up to the tool that wrote it: the digest depends on content alone",
        ["ignore-last-wins"] = "the last line that matches a path or a folder above it wins, as the manual says",
        ["json-half-character"] = "BuildKit writes another character for half of one; what was meant is told instead of run",
        ["json-then-text"] = Newer,
        ["link-flag-chown-name"] = "BuildKit finds no name with --link, whose layer it makes on nothing; we look it up in the lists of the stage",
        ["modes-of-context"] = "Lambda runs as a user of its own: what only the author may read would not be readable there",
        ["pipe-of-context"] = NoUse,
        ["source-nothing-in-folder"] = "a pattern that matches nothing is a warning, in whatever folder; BuildKit does not find the folder then",
        ["stage-case"] = "names of stages ignore case everywhere with us, in FROM, too",
        ["stage-reserved-name"] = "a stage called context or scratch means two things at once; newer BuildKits warn of it",
        ["stage-target-number"] = "a number names a stage with us wherever a stage is named",
        ["times-of-archives"] = Reproducible,
        ["times-of-base"] = Reproducible,
        ["times-of-context"] = Reproducible,
        ["user-empty"] = "an empty USER is a variable forgotten: it is told instead of running as root",
        ["copy-chmod"] = New(MadeFolders),
        ["chmod-keeps-special-bits"] = New("new BuildKits take the last three digits of a mode of --chmod for files that have more, and " + MadeFolders),
        ["heredoc-copy"] = New(MadeFolders),
        ["heredoc-and-file"] = New(MadeFolders),
        ["context-layout-replaces-stage"] = New("new BuildKits pass over the triggers of an image that stands in for a stage; old ones carry them out"),
        ["workdir-dots"] = "BuildKit 0.11 keeps the dots in WorkingDir; newer ones resolve them, as we do",
    };

    /// <summary>Only an old BuildKit differs.</summary>
    private static KnownDifference Old(string reason) => new(reason, BuildKitAge.Old);

    /// <summary>Only a new BuildKit does.</summary>
    private static KnownDifference New(string reason) => new(reason, BuildKitAge.New);
}
