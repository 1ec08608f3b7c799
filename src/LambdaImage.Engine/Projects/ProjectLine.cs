namespace LambdaImage.Engine.Projects;

/// <summary>One line of a project's file, so that every conclusion can point at it.</summary>
/// <param name="Number">One-based number.</param>
/// <param name="Text">Text without line end.</param>
internal readonly record struct ProjectLine(int Number, string Text);
