namespace LambdaImage.Engine.Sboms;

/// <summary>Licences that have an identifier of SPDX: those that packages really have, out of several hundred. Others are told by the name that their author gave.
/// <see href="https://spdx.org/licenses/"/></summary>
internal static class SpdxLicences
{
    private static readonly HashSet<string> Ids = new(
    [
        "0BSD", "AFL-2.1", "AFL-3.0", "AGPL-3.0", "AGPL-3.0-only", "AGPL-3.0-or-later", "Apache-1.1", "Apache-2.0", "Artistic-1.0", "Artistic-2.0", "BlueOak-1.0.0",
        "BSD-1-Clause", "BSD-2-Clause", "BSD-3-Clause", "BSD-3-Clause-Clear", "BSD-4-Clause", "BSL-1.0", "BUSL-1.1", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0",
        "CDDL-1.0", "CDDL-1.1", "ECL-2.0", "Elastic-2.0", "EPL-1.0", "EPL-2.0", "EUPL-1.2", "GPL-2.0", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0", "GPL-3.0-only",
        "GPL-3.0-or-later", "HPND", "ISC", "JSON", "LGPL-2.1", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0",
        "MPL-1.1", "MPL-2.0", "MS-PL", "NCSA", "OFL-1.1", "OSL-3.0", "PHP-3.01", "PSF-2.0", "PostgreSQL", "Python-2.0", "Ruby", "SSPL-1.0", "Unicode-3.0",
        "Unicode-DFS-2016", "Unlicense", "UPL-1.0", "W3C", "WTFPL", "X11", "Zlib", "ZPL-2.1",
    ], StringComparer.Ordinal);

    /// <summary>All identifiers that are known here.</summary>
    public static IReadOnlyCollection<string> All => Ids;

    public static bool IsId(string text) => Ids.Contains(text);

    /// <summary>Whether a text joins identifiers as SPDX does: <c>(MIT OR Apache-2.0)</c>.</summary>
    public static bool IsExpression(string text)
    {
        string[] words = text.Replace('(', ' ').Replace(')', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 2 && words.Length % 2 == 1
            && words.Select((word, index) => index % 2 == 0 ? IsId(word) : word is "AND" or "OR").All(isGood => isGood)
            && text.Count(letter => letter == '(') == text.Count(letter => letter == ')');
    }
}
