using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>The scripts that a project has run when its packages are installed. <see href="https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-scripts"/></summary>
/// <param name="Needless">Those that an image has no use for: Git's hooks, guards of the package manager, and what the build does anyway.</param>
/// <param name="Needed">Those that have to run; they may use files of the project and tools of development.</param>
internal sealed partial record NodeHooks(IReadOnlyList<string> Needless, IReadOnlyList<string> Needed)
{
    private static readonly string[] Names = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];

    public static NodeHooks Of(PackageJson manifest)
    {
        string[] present = [.. Names.Where(name => manifest.Script(name) is not null)];
        return new NodeHooks(
            [.. present.Where(name => NeedlessScript().IsMatch(manifest.Script(name)!))],
            [.. present.Where(name => !NeedlessScript().IsMatch(manifest.Script(name)!))]);
    }

    [GeneratedRegex(
        @"^\s*((npx( --yes| -y)?|pnpm( exec| dlx)?|yarn|bunx) )?(husky|lefthook|simple-git-hooks|yorkie|is-ci|only-allow|check-node-version|svelte-kit sync|nuxt prepare|nuxi prepare|prisma generate|echo|true|exit 0)\b[^;&|]*"
        + @"(\s*(&&|\|\||;)\s*((npx( --yes| -y)?|pnpm( exec| dlx)?|yarn|bunx) )?(husky|lefthook|simple-git-hooks|yorkie|is-ci|only-allow|svelte-kit sync|nuxt prepare|nuxi prepare|prisma generate|echo|true|exit 0)\b[^;&|]*)*\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NeedlessScript();
}
