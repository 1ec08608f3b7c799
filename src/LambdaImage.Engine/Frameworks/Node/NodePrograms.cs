using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Programs of packages by the files that they are, so that an image starts them with neither npm nor a shell between Lambda and the server.</summary>
internal static class NodePrograms
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["fastify"] = "node_modules/fastify-cli/cli.js",
        ["next"] = "node_modules/next/dist/bin/next",
        ["react-router-serve"] = "node_modules/@react-router/serve/bin.js",
        ["remix-serve"] = "node_modules/@remix-run/serve/dist/cli.js",
        ["srvx"] = "node_modules/srvx/bin/srvx.mjs",
    };

    public static bool Knows(string program) => Files.ContainsKey(program);

    /// <summary>The command as Lambda wants it: the program by an absolute path that is no link.
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-parms"/></summary>
    public static (string[] Entrypoint, string[] Arguments) Command(string[] words, NodeParent parent, IEnumerable<Dependency> packages) => words switch
    {
        ["node", .. var arguments] => ([parent.Node], [.. arguments]),
        ["npm", .. var arguments] => ([parent.Node, parent.Npm], [.. arguments]),
        ["npx", .. var arguments] => ([parent.Node, parent.Npm], ["exec", "--", .. arguments]),
        [['/', ..] program, .. var arguments] => ([program], [.. arguments]),
        [var program, .. var arguments] when Files.TryGetValue(program, out var file) => ([parent.Node], [IsRenamed(program, packages) ? Path.ChangeExtension(file, ".cjs") : file, .. arguments]),
        _ => ([parent.Node, parent.Npm], ["exec", "--", .. words]),
    };

    /// <summary>React Router 8 is made of modules, and its program is none.</summary>
    private static bool IsRenamed(string program, IEnumerable<Dependency> packages) => program == "react-router-serve"
        && packages.FirstOrDefault(package => package.Name == "@react-router/serve") is { } serve && !serve.Constraint.TrimStart('^', '~', '>', '=').StartsWith("7.", StringComparison.Ordinal);
}
