namespace Linnet.Media.Processing;

/// <summary>
/// The encoder of https://blurha.sh: a few components of a cosine transform in linear light, as text in base 83. It is fed a
/// picture of some 32 pixels: more would not change the text.
/// </summary>
internal static class BlurHash
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

    /// <param name="rgb">Three bytes a pixel, row by row.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="across">Components from left to right, 1 to 9.</param>
    /// <param name="down">Components from top to bottom, 1 to 9.</param>
    public static string Encode(ReadOnlySpan<byte> rgb, int width, int height, int across = 4, int down = 3)
    {
        Span<(double R, double G, double B)> factors = stackalloc (double, double, double)[across * down];
        for (var y = 0; y < down; y++)
        {
            for (var x = 0; x < across; x++)
                factors[(y * across) + x] = FactorOf(rgb, width, height, x, y);
        }
        var others = factors[1..];
        var greatest = 0.0;
        foreach (var (r, g, b) in others)
            greatest = Math.Max(greatest, Math.Max(Math.Abs(r), Math.Max(Math.Abs(g), Math.Abs(b))));
        var scale = others.IsEmpty ? 0 : Math.Clamp((int)Math.Floor((greatest * 166) - 0.5), 0, 82);
        var range = others.IsEmpty ? 1 : (scale + 1) / 166.0;
        var text = new System.Text.StringBuilder();
        Append(text, across - 1 + ((down - 1) * 9), 1);
        Append(text, scale, 1);
        var (red, green, blue) = factors[0];
        Append(text, (ToSrgb(red) << 16) + (ToSrgb(green) << 8) + ToSrgb(blue), 4);
        foreach (var (r, g, b) in others)
            Append(text, (((Quantize(r / range) * 19) + Quantize(g / range)) * 19) + Quantize(b / range), 2);
        return text.ToString();
    }

    private static (double R, double G, double B) FactorOf(ReadOnlySpan<byte> rgb, int width, int height, int across, int down)
    {
        var (r, g, b) = (0.0, 0.0, 0.0);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var basis = Math.Cos(Math.PI * across * x / width) * Math.Cos(Math.PI * down * y / height);
                var pixel = rgb.Slice(((y * width) + x) * 3, 3);
                r += basis * ToLinear(pixel[0]);
                g += basis * ToLinear(pixel[1]);
                b += basis * ToLinear(pixel[2]);
            }
        }
        var scale = (across is 0 && down is 0 ? 1.0 : 2.0) / (width * height);
        return (r * scale, g * scale, b * scale);
    }

    private static double ToLinear(byte value)
    {
        var v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
    }

    private static int ToSrgb(double value)
    {
        var v = Math.Clamp(value, 0, 1);
        return (int)((v <= 0.0031308 ? v * 12.92 * 255 : ((1.055 * Math.Pow(v, 1 / 2.4)) - 0.055) * 255) + 0.5);
    }

    private static int Quantize(double value) =>
        Math.Clamp((int)Math.Floor((Math.CopySign(Math.Sqrt(Math.Abs(value)), value) * 9) + 9.5), 0, 18);

    private static void Append(System.Text.StringBuilder text, int value, int length)
    {
        for (var position = length - 1; position >= 0; position--)
            text.Append(Digits[value / (int)Math.Pow(83, position) % 83]);
    }
}
