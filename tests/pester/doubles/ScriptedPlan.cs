namespace LambdaImage.Engine;

/// <summary>Does what the script says: reports, logs, hangs, then gives its record.</summary>
internal sealed class ScriptedPlan<T>(string target, string action, bool changes, Func<T> result) : IPlan<T>
{
    public string Target => target;

    public string Action => action;

    public bool Changes => changes;

    public async Task<T> RunAsync(IWorkReporter reporter, CancellationToken cancel)
    {
        Script.Events.Enqueue("running");
        if (changes) Script.Changes.Enqueue($"\"{action}\" on target \"{target}\"");
        for (var i = 0; i < Script.Reports; i++) reporter.Report(new(1, null, "Upload", "", i, Script.Reports));
        foreach (var (level, text) in Script.Lines) reporter.Log(level, text);
        if (Script.Hang) await HangAsync(cancel);
        Script.Events.Enqueue("done");
        return result();
    }

    private static async Task HangAsync(CancellationToken cancel)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
        finally
        {
            Script.Events.Enqueue("cleaned up");
        }
    }
}
