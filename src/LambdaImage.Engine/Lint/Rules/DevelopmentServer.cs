using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>A server for development as what Lambda starts.</summary>
internal sealed class DevelopmentServer : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Server for development";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var instructions = new (Instruction?, CommandLineForm?)[] { (subject.Entry, subject.Entry?.Command), (subject.Command, subject.Command?.Command) };
        foreach (var (instruction, command) in instructions)
        {
            if (instruction is null || command is null) continue;
            var words = command.IsShell ? command.Arguments[0].Split(' ') : [.. command.Arguments];
            var word = words.FirstOrDefault(word => word.Split('/')[^1] is "nodemon" or "ts-node" or "ts-node-dev" or "runserver" or "--reload" or "--debugger" or "--watch" or "--hot")
                ?? (words is [.., "run", "dev"] || words is [.., "dev"] && words[0].EndsWith("npm", StringComparison.Ordinal) ? "dev" : null)
                ?? (words.Contains("flask") && words.Contains("run") ? "flask" : null)
                ?? (words.Contains("php") && words.Contains("-S") ? "-S" : null);
            if (word is null) continue;
            yield return subject.Of(instruction, word, $"'{word}' belongs to a server for development: it is slow to start and watches files that never change in Lambda.",
                "Start the server for production: gunicorn, uvicorn without --reload, node with the built file.");
        }
    }
}
