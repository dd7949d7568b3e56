using LabelHook.Labels;

namespace LabelHook.Cli.Syntax;

// The known word that was probably meant.
internal static class NearestWord
{
    // One wrong letter is allowed for each so many letters of a word; arbitrary.
    private const int LettersPerMistake = 3;

    // Returns: ", did you mean X?"; empty when no word is similar.
    public static string Suggestion(string word, IEnumerable<string> known)
    {
        var nearest = known.MinBy(other => EditDistance.Between(word, other));
        if (nearest is null)
            return "";
        var isNear = EditDistance.Between(word, nearest) * LettersPerMistake < word.Length + LettersPerMistake
            || nearest.StartsWith(word, StringComparison.Ordinal);
        return isNear ? $", did you mean {nearest}?" : "";
    }
}
